ALTER TABLE pictures ALTER COLUMN metadata SET STATISTICS -1, ALTER COLUMN exif SET STATISTICS -1;

CREATE OR REPLACE FUNCTION refresh_sequence_of_other_visibility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_sequences(ARRAY[NEW.id]);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION update_sequence_on_new_ranks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_in_parts() THEN
    -- For "updated_at".
    UPDATE sequences SET nb_pictures = nb_pictures WHERE id IN (SELECT seq_id FROM new_rows);
  ELSE
    PERFORM refresh_sequences(ARRAY(SELECT seq_id FROM old_rows UNION SELECT seq_id FROM new_rows));
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION update_sequence_on_sequences_pictures_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_in_parts() THEN
    UPDATE sequences SET nb_pictures = nb_pictures - taken.number
    FROM (
      SELECT seq_id, count(*) FILTER (WHERE is_shared_with_sequence(p, s.visibility)) AS number
      FROM old_rows JOIN pictures p ON p.id = pic_id JOIN sequences s ON s.id = seq_id GROUP BY seq_id
    ) AS taken
    WHERE sequences.id = taken.seq_id;
  ELSE
    PERFORM refresh_sequences(ARRAY(SELECT DISTINCT seq_id FROM old_rows));
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION pictures_updates_on_sequences() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  shown_otherwise uuid[] := ARRAY(
    SELECT id FROM (
      SELECT id, geom, ts, visibility, status IN ('hidden', 'waiting-for-delete') FROM new_rows
      EXCEPT SELECT id, geom, ts, visibility, status IN ('hidden', 'waiting-for-delete') FROM old_rows
    ) AS changed);
  edited uuid[] := ARRAY(
    SELECT id FROM (SELECT id, updated_at FROM new_rows EXCEPT SELECT id, updated_at FROM old_rows) AS changed);
BEGIN
  IF cardinality(shown_otherwise) > 0 THEN
    PERFORM refresh_sequences(ARRAY(SELECT DISTINCT seq_id FROM sequences_pictures WHERE pic_id = ANY (shown_otherwise)));
  END IF;
  IF cardinality(edited) > 0 THEN
    UPDATE sequences SET updated_at = strictly_after(updated_at) WHERE id IN (
      SELECT id FROM sequences WHERE id IN (SELECT seq_id FROM sequences_pictures WHERE pic_id = ANY (edited))
      ORDER BY id FOR NO KEY UPDATE
    );
  END IF;
  RETURN NULL;
END $$;

DROP FUNCTION change_long_sequence(sequence_change);
DROP TYPE sequence_change;
DROP FUNCTION last_shown_until(uuid, timestamptz);
DROP FUNCTION first_shown_since(uuid, timestamptz);
DROP FUNCTION extent_between(uuid, box2d, box2d);
DROP FUNCTION most_near_pictures();
DROP FUNCTION lines_without(geometry, geometry[]);
DROP FUNCTION line_without(geometry, geometry);
DROP FUNCTION queue_finalizations(uuid[]);
DROP FUNCTION is_long_sequence(uuid);
DROP FUNCTION most_changed_pictures();
DROP FUNCTION pictures_of_long_sequence();
