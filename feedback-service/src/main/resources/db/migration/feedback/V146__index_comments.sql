-- Takes up the indexes that the months have already, and gives one to every month that comes. Holds the ratings for a moment.
CREATE INDEX rating_comment ON rating (touchpoint_id, rated_at, id)
WHERE comment IS NOT NULL;
