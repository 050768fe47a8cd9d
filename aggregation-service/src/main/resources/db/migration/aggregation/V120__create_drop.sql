-- Evidence of drops: what is usual for a stream, how far its evidence has come, and each slot that was judged.
-- Written in the fold's transaction. New tables, and one column without a default: no lock that anyone waits for.

ALTER TABLE alert ADD COLUMN evidence_days double precision;

-- Frozen: what an alert was measured against can be read for ever. Levels in points from 0 to 1.
CREATE TABLE drop_baseline (
  rule                  text NOT NULL,
  stream                text NOT NULL,
  learnt_at             timestamptz NOT NULL,
  points                text NOT NULL,
  zone                  text NOT NULL,
  first_day             date NOT NULL,
  last_day              date NOT NULL,
  -- Answers by score, from 0 to 10.
  histogram             bigint[] NOT NULL,
  mean                  double precision NOT NULL,
  variance              double precision NOT NULL,
  overdispersion        double precision NOT NULL,
  margin                double precision NOT NULL,
  weekday_effects       double precision[] NOT NULL,
  hour_effects          double precision[] NOT NULL,
  ratings_per_day       double precision NOT NULL,
  weekday_factors       double precision[] NOT NULL,
  hour_factors          double precision[] NOT NULL,
  volume_overdispersion double precision NOT NULL,
  PRIMARY KEY (rule, stream, learnt_at)
);

-- drop_size, drop_onset, drop_evidence and recovery are set from an alarm until it is resolved.
CREATE TABLE drop_state (
  rule          text NOT NULL,
  stream        text NOT NULL,
  log_partition int NOT NULL,
  next_slot     timestamptz NOT NULL,
  learn_at      timestamptz NOT NULL,
  learnt_at     timestamptz,
  -- Answers by score from counted_from to next_slot that slots have been given.
  counted_from  timestamptz NOT NULL,
  counted       bigint[] NOT NULL,
  evidence      double precision[] NOT NULL,
  runs          double precision[] NOT NULL,
  runs_since    timestamptz[] NOT NULL,
  drop_size     double precision,
  drop_onset    timestamptz,
  drop_evidence double precision,
  recovery      double precision[] NOT NULL,
  PRIMARY KEY (rule, stream),
  FOREIGN KEY (rule, stream, learnt_at) REFERENCES drop_baseline (rule, stream, learnt_at)
);
CREATE INDEX drop_state_due ON drop_state (log_partition, rule, next_slot);

-- The unique key is what a second computation of the same slot meets. evidence_days with the slot, before an alarm set it back to 0;
-- evidence and recovery of each bet after it. So the next slot can be computed by hand.
CREATE TABLE drop_slot (
  rule          text NOT NULL,
  stream        text NOT NULL,
  slot_start    timestamptz NOT NULL,
  open_days     double precision NOT NULL,
  reference     double precision NOT NULL,
  counts        integer[] NOT NULL,
  evidence_days double precision NOT NULL,
  evidence      double precision[] NOT NULL,
  recovery      double precision[] NOT NULL,
  PRIMARY KEY (rule, stream, slot_start)
);
CREATE INDEX drop_slot_oldest ON drop_slot (rule, slot_start);
