-- Comments are read by place, newest first; few ratings have one, so the index holds only those.
-- Month by month, each in a transaction of its own (see the file beside this one): writing to a month waits while its index is made, a second
-- per million ratings, and months that are over are written to by nobody. Can be repeated after it was broken off.
DO $$
DECLARE
  month regclass;
BEGIN
  FOR month IN
    SELECT inhrelid::regclass
    FROM pg_inherits
    WHERE inhparent = 'rating'::regclass
    ORDER BY inhrelid
  LOOP
    EXECUTE format(
      'CREATE INDEX IF NOT EXISTS %I ON %s (touchpoint_id, rated_at, id) WHERE comment IS NOT NULL',
      month::text || '_comment', month);
    COMMIT;
  END LOOP;
END
$$;
