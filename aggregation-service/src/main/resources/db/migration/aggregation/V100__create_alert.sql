-- Alerts, what is remembered between evaluations, and everything that happened to an alert. Written in the fold's transaction.
-- New tables: no lock to expect.
CREATE TABLE alert (
  id             uuid PRIMARY KEY,
  rule           text NOT NULL,
  kind           text NOT NULL,
  severity       text NOT NULL,
  stream         text NOT NULL,
  administration text,
  state          text NOT NULL,
  pending_at     timestamptz NOT NULL,
  fired_at       timestamptz,
  resolved_at    timestamptz,
  window_start   timestamptz NOT NULL,
  window_end     timestamptz,
  window_zone    text NOT NULL,
  n              bigint NOT NULL,
  value          double precision,
  low            double precision,
  high           double precision,
  previous_n     bigint,
  previous_value double precision,
  points         double precision,
  z              double precision,
  last_rated_at  timestamptz,
  because        text NOT NULL
);

CREATE INDEX alert_newest ON alert (pending_at DESC, id DESC);

CREATE INDEX alert_open ON alert (pending_at DESC, id DESC)
WHERE state IN ('PENDING', 'FIRING', 'RECOVERING');

-- stream: the values that tell it apart, as `administration=a&service=b`.
CREATE TABLE alert_state (
  rule          text NOT NULL,
  stream        text NOT NULL,
  log_partition int NOT NULL,
  state         text NOT NULL,
  since         timestamptz,
  fired_at      timestamptz,
  clear_since   timestamptz,
  alert_id      uuid REFERENCES alert (id),
  sequence      bigint NOT NULL,
  last_rated_at timestamptz,
  PRIMARY KEY (rule, stream)
);

CREATE INDEX alert_state_partition ON alert_state (log_partition, rule);

CREATE INDEX alert_state_unsettled ON alert_state (log_partition)
WHERE state <> 'INACTIVE';

-- The unique key is what a second computation of the same step meets.
CREATE TABLE transition (
  id          uuid PRIMARY KEY,
  alert_id    uuid NOT NULL REFERENCES alert (id),
  rule        text NOT NULL,
  stream      text NOT NULL,
  sequence    bigint NOT NULL,
  kind        text NOT NULL,
  happened_at timestamptz NOT NULL,
  UNIQUE (rule, stream, sequence)
);

CREATE INDEX transition_of_alert ON transition (alert_id, sequence);
