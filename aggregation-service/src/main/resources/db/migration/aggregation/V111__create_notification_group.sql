-- Transitions that are told together: what a group is made of, and what its receiver was told last.
-- New tables: no lock to expect.
CREATE TABLE notification_group (
  receiver              text NOT NULL,
  group_key             text NOT NULL,
  labels                text NOT NULL,
  dead_letter_to        text,
  mute_windows          text[] NOT NULL,
  interval_milliseconds bigint NOT NULL,
  repeat_milliseconds   bigint NOT NULL,
  due_at                timestamptz NOT NULL,
  is_held               boolean NOT NULL,
  told_at               timestamptz,
  told_firing           uuid[] NOT NULL,
  told_resolved         uuid[] NOT NULL,
  PRIMARY KEY (receiver, group_key)
);

CREATE INDEX notification_group_due ON notification_group (due_at);

-- body: the message that would tell this alert alone.
CREATE TABLE group_member (
  receiver  text NOT NULL,
  group_key text NOT NULL,
  alert_id  uuid NOT NULL REFERENCES alert (id),
  is_firing boolean NOT NULL,
  body      text NOT NULL,
  PRIMARY KEY (receiver, group_key, alert_id),
  FOREIGN KEY (receiver, group_key) REFERENCES notification_group (receiver, group_key) ON DELETE CASCADE
);

CREATE INDEX group_member_alert ON group_member (alert_id);

-- A transition of a group: not told yet while notification_id is empty.
CREATE TABLE group_transition (
  transition_id   uuid NOT NULL REFERENCES transition (id),
  receiver        text NOT NULL,
  group_key       text NOT NULL,
  notification_id uuid REFERENCES notification (id),
  PRIMARY KEY (transition_id, receiver)
);

CREATE INDEX group_transition_waiting ON group_transition (receiver, group_key)
WHERE notification_id IS NULL;
