-- PostgreSQL keeps the plans of a function for the session, made for the number of rows of its first call. A join of the rows
-- before and after, planned for one picture, compared each with each when a sequence of 20,000 pictures changed: for minutes.
-- What is compared by EXCEPT takes the same way for any number.
CREATE OR REPLACE FUNCTION pictures_updates_on_sequences() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved uuid[] := ARRAY(
    SELECT id FROM (SELECT id, geom, ts FROM new_rows EXCEPT SELECT id, geom, ts FROM old_rows) AS changed);
  edited uuid[] := ARRAY(
    SELECT id FROM (SELECT id, updated_at FROM new_rows EXCEPT SELECT id, updated_at FROM old_rows) AS changed);
BEGIN
  IF cardinality(moved) > 0 THEN
    PERFORM refresh_sequences(ARRAY(SELECT DISTINCT seq_id FROM sequences_pictures WHERE pic_id = ANY (moved)));
  END IF;
  IF cardinality(edited) > 0 THEN
    UPDATE sequences SET updated_at = strictly_after(updated_at) WHERE id IN (
      SELECT id FROM sequences WHERE id IN (SELECT seq_id FROM sequences_pictures WHERE pic_id = ANY (edited))
      ORDER BY id FOR NO KEY UPDATE
    );
  END IF;
  RETURN NULL;
END $$;
