-- What senders lost and told. A new table only: no lock on anything in use.

CREATE TABLE loss (
  -- Made by the sender: a report that comes twice is counted once.
  loss_report_id uuid NOT NULL,
  reason text COLLATE "C" NOT NULL,
  -- Absent for a sender on the same machine that shows no key.
  access_key_id text COLLATE "C" REFERENCES access_key,
  ratings bigint NOT NULL CHECK (ratings > 0),
  reported_at timestamptz NOT NULL,
  PRIMARY KEY (loss_report_id, reason)
);

CREATE INDEX loss_time ON loss (reported_at);
