-- A mail goes to several readers, and one that does not take it must not keep it from the rest: which of them have it. A constant default: a
-- short lock, no rewrite.
ALTER TABLE notification
ADD COLUMN taken_by text[] NOT NULL DEFAULT '{}';
