-- How many chose what, by day beside the score that the same rating gave. New tables, and a column with a constant default: nothing is
-- rewritten, and the lock is held for a moment.

-- Everything that choices are counted by, except the day.
CREATE TABLE choice_cell (
  choice_cell_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  administration text NOT NULL,
  service        text NOT NULL,
  touchpoint     text NOT NULL,
  channel        text NOT NULL,
  language       text NOT NULL,
  question       text NOT NULL,
  -- Empty for all ratings that answered the question.
  choice         text NOT NULL,
  -- Of the score beside.
  metric         text NOT NULL,
  suspected      boolean NOT NULL,
  imported       boolean NOT NULL,
  UNIQUE (administration, service, touchpoint, channel, language, question, choice, metric, suspected, imported)
);

-- Days of the administration's zone.
CREATE TABLE tally_choice_day (
  choice_cell_id integer NOT NULL REFERENCES choice_cell,
  day            date NOT NULL,
  n0 integer NOT NULL, n1 integer NOT NULL, n2 integer NOT NULL, n3 integer NOT NULL, n4 integer NOT NULL, n5 integer NOT NULL,
  n6 integer NOT NULL, n7 integer NOT NULL, n8 integer NOT NULL, n9 integer NOT NULL, n10 integer NOT NULL,
  dont_know      integer NOT NULL,
  revised_at     timestamptz NOT NULL,
  log_offset     bigint NOT NULL,
  PRIMARY KEY (choice_cell_id, day)
);

-- Up to where choices are counted: the checkpoint itself, but after an upgrade from a release that did not count them. What lies between is
-- then read from the log once more, and nothing is told of choices until that is done. A release that knows no choices leaves it behind.
ALTER TABLE checkpoint
  ADD COLUMN choice_offset bigint NOT NULL DEFAULT -1;
