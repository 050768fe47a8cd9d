-- What the keys of an installation look like from outside, so that a lost key is noticed before it makes receipts worthless.
-- A new table: no lock on others.
CREATE TABLE key_mark (
  name text PRIMARY KEY,
  mark bytea NOT NULL
);
