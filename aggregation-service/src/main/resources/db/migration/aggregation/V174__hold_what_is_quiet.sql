-- What a silence or another alert holds back later: of a group, alerts that were told before; of the rest, notifications that waited for their
-- first try (state HELD). The column has a constant default, so adding it locks notification_group for a moment only; the index locks
-- notification against writing while it is read once.
ALTER TABLE notification_group
ADD COLUMN told_earlier uuid[] NOT NULL DEFAULT '{}';

CREATE INDEX notification_held ON notification (alert_id)
WHERE state = 'HELD';
