-- Unusual absences: how many ratings are usual for a stream, how many have stayed away, and each slot that was judged.
-- Written in the fold's transaction. New tables, and one column without a default: no lock that anyone waits for.

ALTER TABLE alert ADD COLUMN expected_ratings double precision;

-- Frozen: what an alert was measured against can be read for ever. Expected in a slot of opening time d, in days:
-- d * ratings_per_day * weekday factor * hour factor.
CREATE TABLE absence_volume (
  rule            text NOT NULL,
  stream          text NOT NULL,
  learnt_at       timestamptz NOT NULL,
  zone            text NOT NULL,
  first_day       date NOT NULL,
  last_day        date NOT NULL,
  ratings_per_day double precision NOT NULL,
  weekday_factors double precision[] NOT NULL,
  hour_factors    double precision[] NOT NULL,
  overdispersion  double precision NOT NULL,
  PRIMARY KEY (rule, stream, learnt_at)
);

CREATE TABLE absence_state (
  rule                text NOT NULL,
  stream              text NOT NULL,
  log_partition       int NOT NULL,
  next_slot           timestamptz NOT NULL,
  learn_at            timestamptz NOT NULL,
  learnt_at           timestamptz,
  -- Ratings from counted_from to next_slot that slots have been given.
  counted_from        timestamptz NOT NULL,
  counted             bigint NOT NULL,
  -- End of the last slot with a rating, and what was to be expected since.
  waiting_since       timestamptz NOT NULL,
  expected_since_last double precision NOT NULL,
  PRIMARY KEY (rule, stream),
  FOREIGN KEY (rule, stream, learnt_at) REFERENCES absence_volume (rule, stream, learnt_at)
);
CREATE INDEX absence_state_due ON absence_state (log_partition, rule, next_slot);

-- The unique key is what a second computation of the same slot meets. expected_since_last with the slot; needed is what it takes to report.
CREATE TABLE absence_slot (
  rule                text NOT NULL,
  stream              text NOT NULL,
  slot_start          timestamptz NOT NULL,
  open_days           double precision NOT NULL,
  ratings             bigint NOT NULL,
  expected            double precision NOT NULL,
  expected_since_last double precision NOT NULL,
  needed              double precision NOT NULL,
  PRIMARY KEY (rule, stream, slot_start)
);
CREATE INDEX absence_slot_oldest ON absence_slot (rule, slot_start);
