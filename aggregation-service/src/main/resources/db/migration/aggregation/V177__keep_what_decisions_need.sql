-- What each transition was decided on, so that anyone can decide again. A new table, and columns without a default: no lock that anyone
-- waits for. Rows of before have none of it.
CREATE TABLE alert_decision (
  transition_id   uuid PRIMARY KEY REFERENCES transition (id),
  alert_id        uuid NOT NULL REFERENCES alert (id),
  -- A rule file of the rule as it was.
  rule_text       text NOT NULL,
  window_start    timestamptz NOT NULL,
  window_end      timestamptz,
  window_zone     text NOT NULL,
  -- Answers by score, from 0 to 10, in the window and in the window before.
  counts          bigint[],
  previous_counts bigint[],
  last_rated_at   timestamptz
);
CREATE INDEX alert_decision_of_alert ON alert_decision (alert_id);

-- What the reference of a slot was made of, and the size of the drop whose end was looked for.
ALTER TABLE drop_slot
  ADD COLUMN points         text,
  ADD COLUMN usual          double precision,
  ADD COLUMN margin         double precision,
  ADD COLUMN variance       double precision,
  ADD COLUMN overdispersion double precision,
  ADD COLUMN drop_size      double precision;
