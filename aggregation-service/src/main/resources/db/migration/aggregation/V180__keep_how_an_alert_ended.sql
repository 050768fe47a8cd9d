-- How an alert ended, and of one that a person ended who did and why. Columns without a default: no lock that anyone waits for.
-- Alerts that ended before have none of it.
ALTER TABLE alert
  ADD COLUMN ending    text,
  ADD COLUMN ended_by  text,
  ADD COLUMN ended_why text;
