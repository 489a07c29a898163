CREATE OR REPLACE FUNCTION pictures_updates_on_sequences() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved uuid[];
  edited uuid[];
BEGIN
  SELECT
    array_agg(id) FILTER (WHERE former.geom IS DISTINCT FROM latter.geom OR former.ts <> latter.ts),
    array_agg(id) FILTER (WHERE former.updated_at <> latter.updated_at)
  INTO moved, edited
  FROM old_rows former JOIN new_rows latter USING (id);

  IF moved IS NOT NULL THEN
    PERFORM refresh_sequences(ARRAY(SELECT DISTINCT seq_id FROM sequences_pictures WHERE pic_id = ANY (moved)));
  END IF;
  IF edited IS NOT NULL THEN
    UPDATE sequences SET updated_at = strictly_after(updated_at) WHERE id IN (
      SELECT id FROM sequences WHERE id IN (SELECT seq_id FROM sequences_pictures WHERE pic_id = ANY (edited))
      ORDER BY id FOR NO KEY UPDATE
    );
  END IF;
  RETURN NULL;
END $$;
