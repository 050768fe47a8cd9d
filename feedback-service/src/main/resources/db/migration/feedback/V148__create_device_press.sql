-- When devices were pressed in the last days, as far as it counted: what intake holds further presses against. A new table only: no lock on
-- anything in use. Which rating it was is not kept.
CREATE TABLE device_press (
  access_key_id text COLLATE "C" NOT NULL,
  rated_at timestamptz NOT NULL
);

CREATE INDEX device_press_near ON device_press (access_key_id, rated_at);

-- For forgetting.
CREATE INDEX device_press_old ON device_press (rated_at);
