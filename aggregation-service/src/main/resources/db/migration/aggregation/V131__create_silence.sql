-- What is not told for a while, and which silence or alert kept a transition from being told. The new column has no default, so adding it
-- locks withheld for a moment only.
CREATE TABLE silence (
  id                uuid PRIMARY KEY,
  -- Values or patterns by key; an empty list matches all.
  rules             text[] NOT NULL,
  severities        text[] NOT NULL,
  administrations   text[] NOT NULL,
  services          text[] NOT NULL,
  channels          text[] NOT NULL,
  touchpoints       text[] NOT NULL,
  languages         text[] NOT NULL,
  starts_at         timestamptz NOT NULL,
  ends_at           timestamptz NOT NULL,
  author            text NOT NULL,
  comment           text NOT NULL,
  end_when_resolved boolean NOT NULL,
  created_at        timestamptz NOT NULL,
  -- Set when it was ended early; by nobody when its alerts were over.
  ended_at          timestamptz,
  ended_by          text
);

CREATE INDEX silence_newest ON silence (created_at DESC, id DESC);

CREATE INDEX silence_end ON silence (LEAST(ends_at, ended_at));

ALTER TABLE withheld ADD COLUMN cause uuid;

CREATE INDEX withheld_for_now ON withheld (transition_id)
WHERE reason IN ('SILENCED', 'INHIBITED');
