-- Kiosks, the codes that let one in, and what each said last. New tables only: no lock on anything in use.

CREATE TABLE device_pairing (
  -- 128 bits of an HMAC of the code under the pepper, which is not in the database. The row goes when the code is used, or some time after its end.
  code bytea PRIMARY KEY CHECK (octet_length(code) = 16),
  administration_id integer NOT NULL REFERENCES administration,
  -- The contract's DeviceSettings as JSON, without the staff's code.
  settings jsonb NOT NULL,
  -- Sealed by a key that follows from the pepper; empty where there is none.
  staff_pin text NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE INDEX device_pairing_administration ON device_pairing (administration_id);

CREATE TABLE device (
  device_id uuid PRIMARY KEY,
  administration_id integer NOT NULL REFERENCES administration,
  -- Whether it is revoked stands there.
  access_key_id text COLLATE "C" NOT NULL UNIQUE REFERENCES access_key,
  settings_version integer NOT NULL CHECK (settings_version > 0),
  settings jsonb NOT NULL,
  staff_pin text NOT NULL,
  paired_at timestamptz NOT NULL
);

CREATE INDEX device_administration ON device (administration_id);

-- One row a device, written each minute: with room on each page, so that no index is.
CREATE TABLE device_heartbeat (
  device_id uuid PRIMARY KEY REFERENCES device,
  heard_at timestamptz NOT NULL,
  -- The contract's Heartbeat as JSON.
  heartbeat jsonb NOT NULL
) WITH (fillfactor = 50);
