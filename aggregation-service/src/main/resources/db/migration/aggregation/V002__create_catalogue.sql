-- What the log says of the catalogue: zones for days, hours for absence, names for people. New tables only.

CREATE TABLE administration (
  administration text PRIMARY KEY,
  zone           text NOT NULL
);

CREATE TABLE service (
  administration text NOT NULL REFERENCES administration ON DELETE CASCADE,
  service        text NOT NULL,
  PRIMARY KEY (administration, service)
);

CREATE TABLE touchpoint (
  touchpoint     text PRIMARY KEY,
  administration text NOT NULL,
  service        text NOT NULL,
  retired        boolean NOT NULL,
  FOREIGN KEY (administration, service) REFERENCES service ON DELETE CASCADE
);

-- Names by language: of the administration where service and touchpoint are empty, of a service where touchpoint is.
CREATE TABLE catalogue_name (
  administration text NOT NULL REFERENCES administration ON DELETE CASCADE,
  service        text NOT NULL,
  touchpoint     text NOT NULL,
  language       text NOT NULL,
  name           text NOT NULL,
  PRIMARY KEY (administration, service, touchpoint, language)
);

-- Local time of the administration; no row means always open; no end means midnight.
CREATE TABLE opening_hours (
  administration text NOT NULL,
  service        text NOT NULL,
  weekday        integer NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens          time NOT NULL,
  closes         time,
  FOREIGN KEY (administration, service) REFERENCES service ON DELETE CASCADE
);
CREATE INDEX ON opening_hours (administration, service);
