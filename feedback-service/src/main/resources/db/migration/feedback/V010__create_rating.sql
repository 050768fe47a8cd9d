-- Stored ratings: the first answer lies in the row itself, because most ratings have one.
-- The unique key must contain the partition column, so both are the id, whose leading bits are its time.
-- Months are attached before a batch needs them; the default partition must stay empty: a row in it would block its month for ever.
-- An erased rating keeps only administration_id, id and fingerprint. Locks nothing that exists.
CREATE TABLE rating (
  administration_id integer NOT NULL,
  id uuid NOT NULL,
  fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 16),
  touchpoint_id integer,
  channel smallint,
  language text,
  survey_version integer,
  rated_at timestamptz,
  received_at timestamptz,
  origin smallint,
  flags smallint,
  comment text,
  question_id integer,
  metric smallint,
  score smallint,
  CHECK (num_nulls(touchpoint_id, channel, survey_version, rated_at, received_at, origin, flags, question_id, metric) IN (0, 9)),
  PRIMARY KEY (administration_id, id)
) PARTITION BY RANGE (id);

CREATE TABLE rating_default PARTITION OF rating DEFAULT;

-- The second and further answers of a rating. An absent score is a don't-know.
CREATE TABLE rating_answer (
  administration_id integer NOT NULL,
  id uuid NOT NULL,
  answer_position smallint NOT NULL,
  question_id integer NOT NULL,
  metric smallint NOT NULL,
  score smallint,
  PRIMARY KEY (administration_id, id, answer_position)
);
