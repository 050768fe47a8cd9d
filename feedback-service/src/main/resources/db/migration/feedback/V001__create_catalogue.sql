-- What is asked where. New tables only: no lock on anything in use.

CREATE TABLE administration (
  administration_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text COLLATE "C" NOT NULL UNIQUE,
  zone text NOT NULL,
  names jsonb NOT NULL
);

CREATE TABLE service (
  service_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  administration_id integer NOT NULL REFERENCES administration,
  code text COLLATE "C" NOT NULL,
  names jsonb NOT NULL,
  opening_hours jsonb NOT NULL,
  UNIQUE (administration_id, code)
);

-- A version never changes; the newest one is asked.
CREATE TABLE survey_version (
  survey_code text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  document jsonb NOT NULL,
  PRIMARY KEY (survey_code, version)
);

-- A question keeps its number in every version of its survey.
CREATE TABLE question (
  question_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  survey_code text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  metric text NOT NULL,
  UNIQUE (survey_code, code)
);

CREATE TABLE touchpoint (
  touchpoint_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text COLLATE "C" NOT NULL UNIQUE,
  service_id integer NOT NULL REFERENCES service,
  names jsonb NOT NULL,
  channels text[] NOT NULL,
  default_channel text NOT NULL,
  languages text[] NOT NULL,
  survey_code text COLLATE "C" NOT NULL,
  retired boolean NOT NULL
);

CREATE INDEX touchpoint_service ON touchpoint (service_id);

-- One row. Whoever changes the catalogue locks it, and the other replicas compare it with their copy.
CREATE TABLE catalogue_version (
  version bigint NOT NULL
);

INSERT INTO catalogue_version (version)
VALUES (0);
