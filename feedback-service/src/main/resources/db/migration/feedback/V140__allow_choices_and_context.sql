-- Questions with choices, which have no metric, and what a page knew of the contact. Columns that may be absent: each statement holds its
-- table for a moment and rewrites nothing; the check is not held against the rows that are there, which have no choices.
ALTER TABLE question
  ALTER COLUMN metric DROP NOT NULL;

ALTER TABLE rating_answer
  ALTER COLUMN metric DROP NOT NULL,
  ADD COLUMN choices text[],
  ADD CONSTRAINT rating_answer_has_a_scale_or_choices
    CHECK ((metric IS NULL) = (choices IS NOT NULL) AND (choices IS NULL OR score IS NULL)) NOT VALID;

ALTER TABLE rating
  ADD COLUMN context jsonb;
