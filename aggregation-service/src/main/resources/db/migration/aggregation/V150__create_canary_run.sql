-- What became of the canary of each night. The unique key makes one night of it, whichever replica sees it first.
-- New table: no lock to expect.
--
-- due_at: when it was to be sent. begun_at: when a process first saw that. sent_at: when the intake had taken all ratings.
-- arrived_at: when its alert reached the loop-back receiver, also when that was too late. missed_at: when it was given up, and the meta
-- receiver told. trouble: what was last in the way of sending.
CREATE TABLE canary_run (
  due_at     timestamptz PRIMARY KEY,
  begun_at   timestamptz NOT NULL,
  sent_at    timestamptz,
  arrived_at timestamptz,
  missed_at  timestamptz,
  trouble    text
);

CREATE INDEX canary_run_open ON canary_run (due_at)
WHERE arrived_at IS NULL AND missed_at IS NULL;
