-- A route may name who hears that its receiver cannot be told. A nullable column without default: a short lock, no rewrite.
ALTER TABLE notification
ADD COLUMN dead_letter_to text;

-- Who was told of an alert. Locks writes for as long as the index is built.
CREATE INDEX notification_of_alert ON notification (alert_id, receiver);

-- Ends that are repeated for a while, to receivers that forget what is not repeated.
CREATE INDEX notification_resolved ON notification (receiver, queued_at)
WHERE kind = 'RESOLVED';
