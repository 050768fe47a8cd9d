-- What people did with alerts: append-only, with who and when. New table: no lock to expect; the index locks alert_state against writing
-- for a moment.
CREATE TABLE alert_action (
  id          uuid PRIMARY KEY,
  alert_id    uuid NOT NULL REFERENCES alert (id),
  kind        text NOT NULL,
  author      text NOT NULL,
  owner       text,
  words       text NOT NULL,
  until       timestamptz,
  happened_at timestamptz NOT NULL,
  -- Two at one time are still in order.
  sequence    bigint GENERATED ALWAYS AS IDENTITY
);

CREATE INDEX alert_action_of_alert ON alert_action (alert_id, sequence);

CREATE INDEX alert_state_alert ON alert_state (alert_id)
WHERE alert_id IS NOT NULL;
