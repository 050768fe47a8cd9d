-- The notification outbox: written with the transition that it tells, sent later, at least once, with one id for ever.
-- New tables: no lock to expect.
CREATE TABLE notification (
  id              uuid PRIMARY KEY,
  receiver        text NOT NULL,
  group_key       text NOT NULL,
  sequence        bigint NOT NULL,
  alert_id        uuid REFERENCES alert (id),
  transition_id   uuid REFERENCES transition (id),
  kind            text NOT NULL,
  body            text NOT NULL,
  state           text NOT NULL,
  queued_at       timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  attempts        int NOT NULL,
  lease_token     uuid,
  lease_until     timestamptz,
  settled_at      timestamptz,
  reason          text,
  UNIQUE (receiver, group_key, sequence),
  UNIQUE (receiver, transition_id)
);

CREATE INDEX notification_due ON notification (receiver, next_attempt_at)
WHERE state = 'QUEUED';

CREATE INDEX notification_order ON notification (receiver, alert_id, sequence)
WHERE state = 'QUEUED';

-- One row per try: what was answered, or why nothing was.
CREATE TABLE delivery (
  notification_id uuid NOT NULL REFERENCES notification (id),
  attempt         int NOT NULL,
  tried_at        timestamptz NOT NULL,
  status          int,
  outcome         text NOT NULL,
  detail          text NOT NULL,
  PRIMARY KEY (notification_id, attempt)
);

-- Why a transition was not told; receiver is empty when the reason holds for all of them.
CREATE TABLE withheld (
  transition_id uuid NOT NULL REFERENCES transition (id),
  receiver      text NOT NULL,
  reason        text NOT NULL,
  PRIMARY KEY (transition_id, receiver)
);

-- Endpoints that answered 410 Gone. A receiver with another address is enabled again.
CREATE TABLE receiver_disabled (
  receiver    text NOT NULL,
  endpoint    text NOT NULL,
  disabled_at timestamptz NOT NULL,
  reason      text NOT NULL,
  PRIMARY KEY (receiver, endpoint)
);
