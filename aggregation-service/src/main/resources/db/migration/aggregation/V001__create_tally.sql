-- Counts per window, and the place in the log that they are a function of. New tables only: no lock that anyone waits for.

CREATE TABLE checkpoint (
  log_partition integer PRIMARY KEY,
  log_offset    bigint NOT NULL,
  appended_at   timestamptz,
  -- Everything that reached the log before this time is folded.
  caught_up_at  timestamptz,
  -- Grows with every committed fold; what live answers are driven by.
  changes       bigint NOT NULL DEFAULT 0
);

-- Everything a count is kept by, except its window.
CREATE TABLE cell (
  cell_id        integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  log_partition  integer NOT NULL,
  administration text NOT NULL,
  service        text NOT NULL,
  touchpoint     text NOT NULL,
  channel        text NOT NULL,
  language       text NOT NULL,
  question       text NOT NULL,
  metric         text NOT NULL,
  suspected      boolean NOT NULL,
  imported       boolean NOT NULL,
  UNIQUE (administration, service, touchpoint, channel, language, question, metric, suspected, imported)
);

CREATE TABLE tally_minute (
  cell_id      integer NOT NULL REFERENCES cell,
  window_start timestamptz NOT NULL,
  n0 integer NOT NULL, n1 integer NOT NULL, n2 integer NOT NULL, n3 integer NOT NULL, n4 integer NOT NULL, n5 integer NOT NULL,
  n6 integer NOT NULL, n7 integer NOT NULL, n8 integer NOT NULL, n9 integer NOT NULL, n10 integer NOT NULL,
  dont_know    integer NOT NULL,
  revised_at   timestamptz NOT NULL,
  log_offset   bigint NOT NULL,
  PRIMARY KEY (cell_id, window_start)
);
CREATE INDEX ON tally_minute (window_start);

CREATE TABLE tally_hour (
  cell_id      integer NOT NULL REFERENCES cell,
  window_start timestamptz NOT NULL,
  n0 integer NOT NULL, n1 integer NOT NULL, n2 integer NOT NULL, n3 integer NOT NULL, n4 integer NOT NULL, n5 integer NOT NULL,
  n6 integer NOT NULL, n7 integer NOT NULL, n8 integer NOT NULL, n9 integer NOT NULL, n10 integer NOT NULL,
  dont_know    integer NOT NULL,
  revised_at   timestamptz NOT NULL,
  log_offset   bigint NOT NULL,
  PRIMARY KEY (cell_id, window_start)
);
CREATE INDEX ON tally_hour (window_start);

-- Days of the administration's zone.
CREATE TABLE tally_day (
  cell_id    integer NOT NULL REFERENCES cell,
  day        date NOT NULL,
  n0 integer NOT NULL, n1 integer NOT NULL, n2 integer NOT NULL, n3 integer NOT NULL, n4 integer NOT NULL, n5 integer NOT NULL,
  n6 integer NOT NULL, n7 integer NOT NULL, n8 integer NOT NULL, n9 integer NOT NULL, n10 integer NOT NULL,
  dont_know  integer NOT NULL,
  revised_at timestamptz NOT NULL,
  log_offset bigint NOT NULL,
  PRIMARY KEY (cell_id, day)
);
CREATE INDEX ON tally_day (day);

-- The same days by what dashboards ask most: a tenth of the rows.
CREATE TABLE tally_day_channel (
  administration text NOT NULL,
  service        text NOT NULL,
  channel        text NOT NULL,
  metric         text NOT NULL,
  suspected      boolean NOT NULL,
  imported       boolean NOT NULL,
  day            date NOT NULL,
  n0 integer NOT NULL, n1 integer NOT NULL, n2 integer NOT NULL, n3 integer NOT NULL, n4 integer NOT NULL, n5 integer NOT NULL,
  n6 integer NOT NULL, n7 integer NOT NULL, n8 integer NOT NULL, n9 integer NOT NULL, n10 integer NOT NULL,
  dont_know      integer NOT NULL,
  revised_at     timestamptz NOT NULL,
  log_partition  integer NOT NULL,
  log_offset     bigint NOT NULL,
  PRIMARY KEY (administration, service, channel, metric, suspected, imported, day)
);
CREATE INDEX ON tally_day_channel (day);

-- One row: minutes before this time are no longer kept.
CREATE TABLE prune_mark (
  single         boolean PRIMARY KEY DEFAULT TRUE CHECK (single),
  minutes_before timestamptz NOT NULL
);
INSERT INTO prune_mark (minutes_before) VALUES ('-infinity');

-- Log entries that could not be folded, kept for a person.
CREATE TABLE quarantine (
  quarantine_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  log_partition integer NOT NULL,
  log_offset    bigint NOT NULL,
  reason        text NOT NULL,
  bytes         bytea NOT NULL
);
