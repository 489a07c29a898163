DROP TRIGGER pictures_changed_grid ON pictures;
CREATE TRIGGER pictures_changed_grid AFTER UPDATE OF geom, visibility ON pictures FOR EACH ROW
  WHEN (NEW.geom IS DISTINCT FROM OLD.geom OR NEW.visibility IS DISTINCT FROM OLD.visibility)
  EXECUTE FUNCTION expire_cells_of_changed_picture();

CREATE OR REPLACE FUNCTION update_sequence_on_picture_insertion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sequences SET
    nb_pictures = nb_pictures + added.number,
    min_picture_ts = least(min_picture_ts, added.first_ts),
    max_picture_ts = greatest(max_picture_ts, added.last_ts),
    has_private_pictures = has_private_pictures OR added.has_private,
    bbox = CASE WHEN bbox IS NOT NULL AND added.extent IS NOT NULL THEN joined_bbox(bbox, added.extent) ELSE bbox END
  FROM (
    SELECT seq_id, count(*) FILTER (WHERE is_shared) AS number, min(ts) FILTER (WHERE is_shared) AS first_ts,
      max(ts) FILTER (WHERE is_shared) AS last_ts, bool_or(NOT is_shared) AS has_private,
      narrower_bbox(ST_Extent(geom) FILTER (WHERE is_shared)::box2d,
        ST_Extent(ST_ShiftLongitude(geom)) FILTER (WHERE is_shared)::box2d) AS extent
    FROM (
      SELECT seq_id, p.ts, p.geom, is_shared_with_sequence(p, s.visibility) AS is_shared
      FROM new_rows JOIN pictures p ON p.id = pic_id JOIN sequences s ON s.id = seq_id
    ) AS members
    GROUP BY seq_id
  ) AS added
  WHERE sequences.id = added.seq_id;
  RETURN NULL;
END $$;

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
