-- The log: offsets are gap-free per partition because they are taken under the lock of the partition's head, in the transaction that
-- appends. The low fill factor keeps updates of a head inside its page. Locks nothing that exists.
CREATE TABLE log_head (
  log_partition integer PRIMARY KEY,
  next bigint NOT NULL DEFAULT 0 CHECK (next >= 0)
) WITH (fillfactor = 10);

INSERT INTO log_head (log_partition)
SELECT generate_series(0, 15);

CREATE TABLE rating_log (
  log_partition integer NOT NULL,
  log_offset bigint NOT NULL,
  appended_at timestamptz NOT NULL,
  entries integer NOT NULL,
  facts bytea NOT NULL,
  PRIMARY KEY (log_partition, log_offset)
);
