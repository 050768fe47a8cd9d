-- What an alert about a kiosk tells: its name, what is wrong with it (SILENT, NO_ROOM, NO_TOUCHPOINT, PRESSES_WAIT or NONE), when it was last
-- heard, how many presses waited then, and how many kiosks of its place are in trouble as well. NULL for every other alert.
-- Columns without default: a short lock on `alert`.
ALTER TABLE alert
  ADD COLUMN kiosk_name     text,
  ADD COLUMN kiosk_trouble  text,
  ADD COLUMN kiosk_heard_at timestamptz,
  ADD COLUMN kiosk_waiting  bigint,
  ADD COLUMN kiosk_others   bigint;
