DROP VIEW pictures_of_grid;
CREATE VIEW pictures_of_grid AS
  SELECT p.geom, p.metadata ->> 'type' = 'equirectangular' AS is_360,
    coalesce(p.visibility, 'anyone') = 'anyone' AND coalesce(u.visibility, 'anyone') = 'anyone' AND shown.is_public AS is_public
  FROM pictures p
  LEFT JOIN upload_sets u ON u.id = p.upload_set_id
  CROSS JOIN LATERAL (
    SELECT bool_or(coalesce(s.visibility, 'anyone') = 'anyone') AS is_public
    FROM sequences_pictures sp JOIN sequences s ON s.id = sp.seq_id
    WHERE sp.pic_id = p.id
  ) AS shown
  WHERE shown.is_public IS NOT NULL;
ALTER TABLE pictures_aggregate_grid DROP COLUMN nb_member_pictures, DROP COLUMN nb_member_360_pictures;
COMMENT ON COLUMN pictures_aggregate_grid.nb_non_public_pictures IS NULL;
CREATE OR REPLACE FUNCTION compute_pictures_aggregate_grid() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  started_at timestamptz := clock_timestamp();
BEGIN
  -- Not TRUNCATE: it would keep readers of the map waiting until the end.
  DELETE FROM pictures_aggregate_grid;
  INSERT INTO pictures_aggregate_grid
  SELECT grid_cell(geom), count(*) FILTER (WHERE is_public), count(*) FILTER (WHERE is_public AND is_360),
    count(*) FILTER (WHERE NOT is_public), count(*) FILTER (WHERE NOT is_public AND is_360)
  FROM pictures_of_grid GROUP BY 1;
  DELETE FROM pictures_aggregate_grid_expired WHERE inserted_at < started_at;
END $$;
CREATE OR REPLACE FUNCTION compute_pictures_aggregate_grid_expired() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  cells geometry[];
  since timestamptz[];
BEGIN
  SELECT coalesce(array_agg(geom), '{}'), coalesce(array_agg(inserted_at), '{}') INTO cells, since
  FROM pictures_aggregate_grid_expired;

  DELETE FROM pictures_aggregate_grid WHERE geom = ANY (cells);
  INSERT INTO pictures_aggregate_grid
  SELECT cell, counted.*
  FROM unnest(cells) AS cell
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE is_public), count(*) FILTER (WHERE is_public AND is_360),
      count(*) FILTER (WHERE NOT is_public), count(*) FILTER (WHERE NOT is_public AND is_360)
    FROM pictures_of_grid
    -- A little more than half a step, for the index; the cell itself decides.
    WHERE geom && ST_Expand(cell, 0.051) AND grid_cell(geom) = cell
    HAVING count(*) > 0
  ) AS counted;

  DELETE FROM pictures_aggregate_grid_expired expired
  USING unnest(cells, since) AS done(geom, inserted_at)
  WHERE expired.geom = done.geom AND expired.inserted_at = done.inserted_at;
  RETURN cardinality(cells);
END $$;
CREATE OR REPLACE FUNCTION expire_cells_of_changed_sequences() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expire_grid_cells(ARRAY(
    SELECT DISTINCT grid_cell(pictures.geom)
    FROM old_rows former JOIN new_rows latter USING (id)
    JOIN sequences_pictures ON seq_id = latter.id JOIN pictures ON pictures.id = pic_id
    WHERE former.visibility IS DISTINCT FROM latter.visibility OR former.status <> latter.status
      OR former.geom IS DISTINCT FROM latter.geom OR former.bbox::text IS DISTINCT FROM latter.bbox::text));
  RETURN NULL;
END $$;

DROP INDEX sequences_public_west_idx, sequences_public_south_idx, sequences_public_east_idx, sequences_public_north_idx,
  sequences_public_start_idx, sequences_public_end_idx;
DROP TRIGGER sequences_visibility_changed ON sequences;
DROP FUNCTION refresh_sequence_of_other_visibility();
DROP FUNCTION compute_sequence_geom(uuid, boolean), compute_sequence_bbox(uuid, boolean), compute_sequence_summary(uuid);
CREATE FUNCTION compute_sequence_geom(sequence_id uuid) RETURNS geometry LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  SELECT ST_Multi(ST_Collect(line ORDER BY part)) FROM (
    SELECT part, ST_MakeLine(geom ORDER BY rank) AS line FROM (
      SELECT rank, geom, is_repeated, count(*) FILTER (WHERE is_far) OVER (ORDER BY rank) AS part FROM (
        SELECT rank, geom, geom = lag(geom) OVER neighbours AS is_repeated,
          ST_Distance(geom::geography, (lag(geom) OVER neighbours)::geography) > 75 AS is_far
        FROM sequences_pictures JOIN pictures ON id = pic_id
        WHERE seq_id = sequence_id
        WINDOW neighbours AS (ORDER BY rank)
      ) AS steps
    ) AS parts
    WHERE is_repeated IS NOT TRUE
    GROUP BY part HAVING count(*) > 1
  ) AS lines
);
CREATE FUNCTION compute_sequence_bbox(sequence_id uuid) RETURNS box2d LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT ST_Extent(geom)::box2d FROM sequences_pictures JOIN pictures ON id = pic_id WHERE seq_id = sequence_id);
CREATE FUNCTION compute_sequence_summary(sequence_id uuid, OUT computed_type text, OUT computed_model text,
  OUT computed_h_pixel_density integer, OUT computed_capture_date date, OUT computed_gps_accuracy double precision)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    CASE WHEN count(type) = count(*) AND min(type) = max(type) THEN min(type) END,
    CASE WHEN count(model) = count(*) AND min(model) = max(model) THEN min(model) END,
    CASE WHEN count(density) = count(*) AND min(density) = max(density) THEN min(density) END,
    (min(ts) AT TIME ZONE 'UTC')::date,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY gps_accuracy_m)
  FROM (
    SELECT ts, gps_accuracy_m, h_pixel_density AS density, metadata ->> 'type' AS type,
      nullif(trim(concat_ws(' ', metadata ->> 'make', metadata ->> 'model')), '') AS model
    FROM sequences_pictures JOIN pictures ON id = pic_id
    WHERE seq_id = sequence_id
  ) AS taken;
END;
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
CREATE OR REPLACE FUNCTION update_sequence_on_picture_insertion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sequences SET
    nb_pictures = nb_pictures + added.number,
    min_picture_ts = least(min_picture_ts, added.first_ts),
    max_picture_ts = greatest(max_picture_ts, added.last_ts),
    bbox = CASE WHEN bbox IS NOT NULL THEN ST_CombineBBox(bbox, added.extent) END
  FROM (
    SELECT seq_id, count(*) AS number, min(ts) AS first_ts, max(ts) AS last_ts, ST_Extent(geom)::geometry AS extent
    FROM new_rows JOIN pictures ON id = pic_id GROUP BY seq_id
  ) AS added
  WHERE sequences.id = added.seq_id;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION refresh_sequences(sequence_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM sequences WHERE id = ANY (sequence_ids) ORDER BY id FOR NO KEY UPDATE;
  UPDATE sequences s SET
    nb_pictures = taken.number,
    min_picture_ts = taken.first_ts,
    max_picture_ts = taken.last_ts,
    computed_capture_date = CASE WHEN s.computed_capture_date IS NOT NULL
      THEN (taken.first_ts AT TIME ZONE 'UTC')::date END,
    geom = CASE WHEN s.status = 'deleted' THEN s.geom ELSE compute_sequence_geom(s.id) END,
    bbox = CASE WHEN s.status = 'deleted' THEN s.bbox ELSE compute_sequence_bbox(s.id) END
  FROM (
    SELECT touched.id, count(pictures.id) AS number, min(ts) AS first_ts, max(ts) AS last_ts
    FROM unnest(sequence_ids) AS touched(id)
    LEFT JOIN sequences_pictures ON seq_id = touched.id
    LEFT JOIN pictures ON pictures.id = pic_id
    GROUP BY touched.id
  ) AS taken
  WHERE s.id = taken.id;
END $$;
ALTER TABLE sequences DROP COLUMN has_private_pictures;
COMMENT ON COLUMN sequences.bbox IS NULL;
DROP FUNCTION shown_pictures(uuid, boolean), is_shared_with_sequence(pictures, visibility_status);
DROP FUNCTION narrower_bbox(box2d, box2d), joined_bbox(box2d, box2d);

SELECT refresh_sequences(ARRAY(
  SELECT sp.seq_id FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
  WHERE p.visibility <> 'anyone' OR p.status IN ('hidden', 'waiting-for-delete')
  UNION SELECT s.id FROM sequences s WHERE s.status <> 'deleted' AND ST_XMax(s.bbox) > 180));
SELECT compute_pictures_aggregate_grid() WHERE EXISTS (SELECT FROM pictures_aggregate_grid);
