-- Keys of callers on other machines. New tables only: no lock on anything in use.

CREATE TABLE access_key (
  -- What both sides compute from the key: 12 hexadecimal digits.
  access_key_id text COLLATE "C" PRIMARY KEY,
  administration_id integer NOT NULL REFERENCES administration,
  name text NOT NULL,
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  -- 128 bits of an HMAC under the pepper, which is not in the database.
  code bytea NOT NULL CHECK (octet_length(code) = 16),
  -- The Ed25519 public key that checks invitations; the private one follows from the key alone.
  invitation_key bytea CHECK (octet_length(invitation_key) = 32),
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  -- A day of UTC: no use is worth a write per call.
  used_on date
);

CREATE INDEX access_key_administration ON access_key (administration_id);

-- One row. Whoever makes or revokes a key locks it, and the other replicas compare it with their copy.
CREATE TABLE access_key_version (
  version bigint NOT NULL
);

INSERT INTO access_key_version (version)
VALUES (0);
