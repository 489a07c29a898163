-- What a sequence says of its pictures (number, times, line, extent, summary) is what everybody who may see the sequence may
-- see as well: a picture that its owner hid shows in none of it. The same for the grid of the map and the extent of the
-- instance. Lines and extents follow the pictures over the antimeridian.

-- Whether everybody who may see a sequence of the given visibility may see this picture of it. `hidden` is what old instances
-- used instead of visibilities.
CREATE FUNCTION is_shared_with_sequence(picture pictures, audience visibility_status) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE RETURN
  picture.status <> 'waiting-for-delete' AND (
    coalesce(audience, 'anyone') = 'owner-only'
    OR (picture.status <> 'hidden' AND (coalesce(picture.visibility, 'anyone') = 'anyone'
      OR (picture.visibility = 'logged-only' AND audience = 'logged-only'))));

-- The pictures of a sequence that everybody who may see it may see, or all of them.
CREATE FUNCTION shown_pictures(sequence_id uuid, of_all boolean) RETURNS TABLE (rank bigint, geom geometry, ts timestamptz,
  gps_accuracy_m double precision, h_pixel_density integer, metadata jsonb) LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT sp.rank, p.geom, p.ts, p.gps_accuracy_m, p.h_pixel_density, p.metadata
  FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id JOIN sequences s ON s.id = sp.seq_id
  WHERE sp.seq_id = sequence_id AND (of_all OR is_shared_with_sequence(p, s.visibility));
END;

ALTER TABLE sequences ADD COLUMN has_private_pictures boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN sequences.has_private_pictures IS
  'Whether some of its pictures count in none of its other columns, because not everybody who may see it may see them';
COMMENT ON COLUMN sequences.bbox IS
  'Extent in WGS 84 degrees; XMax is more than 180 where it crosses the antimeridian';

DROP FUNCTION compute_sequence_geom(uuid), compute_sequence_bbox(uuid), compute_sequence_summary(uuid);

-- The line through the pictures by rank, cut where two neighbours are more than 75 m apart (geodesic), and at the
-- antimeridian, on both sides of which it ends (RFC 7946 section 3.1.9). NULL when no two neighbours are near enough.
-- Pictures taken on one spot give one point of the line.
CREATE FUNCTION compute_sequence_geom(sequence_id uuid, of_all boolean DEFAULT false) RETURNS geometry
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  WITH steps AS (
    SELECT rank, geom, former, ST_Distance(geom::geography, former::geography) > 75 AS is_far,
      abs(ST_X(geom) - ST_X(former)) > 180 AS crosses
    FROM (
      SELECT rank, geom, lag(geom) OVER (ORDER BY rank) AS former FROM shown_pictures(sequence_id, of_all)
    ) AS pairs
  ), vertices AS (
    SELECT rank, 3 AS place, geom, is_far AS begins FROM steps
    UNION ALL
    SELECT rank, side.place, ST_SetSRID(ST_MakePoint(side.place_longitude, ST_Y(former) + way.share * (ST_Y(geom) - ST_Y(former))), 4326),
      side.begins
    FROM steps
    CROSS JOIN LATERAL (
      SELECT coalesce((180 * sign(ST_X(former)) - ST_X(former))
        / nullif(ST_X(geom) - ST_X(former) + 360 * sign(ST_X(former)), 0), 0) AS share
    ) AS way
    CROSS JOIN LATERAL (
      VALUES (1, 180 * sign(ST_X(former)), false), (2, -180 * sign(ST_X(former)), true)
    ) AS side (place, place_longitude, begins)
    WHERE crosses AND NOT is_far
  )
  SELECT ST_Multi(ST_Collect(line ORDER BY part)) FROM (
    SELECT part, ST_MakeLine(geom ORDER BY rank, place) AS line FROM (
      SELECT rank, place, geom, geom = lag(geom) OVER in_order AS is_repeated,
        count(*) FILTER (WHERE begins) OVER in_order AS part
      FROM vertices WINDOW in_order AS (ORDER BY rank, place)
    ) AS parts
    WHERE is_repeated IS NOT TRUE
    GROUP BY part HAVING count(*) > 1
  ) AS lines
);

-- The narrower one of two boxes around the same: with longitudes from -180 to 180, and from 0 to 360. What spans less than
-- half of the earth is not shifted: adding and taking 360 away would cost digits.
CREATE FUNCTION narrower_bbox(usual box2d, shifted box2d) RETURNS box2d LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN ST_XMax(usual) - ST_XMin(usual) > 180
    AND ST_XMax(shifted) - ST_XMin(shifted) < ST_XMax(usual) - ST_XMin(usual) THEN shifted ELSE usual END;

-- The extent of the pictures, whatever their processing.
CREATE FUNCTION compute_sequence_bbox(sequence_id uuid, of_all boolean DEFAULT false) RETURNS box2d
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  SELECT narrower_bbox(ST_Extent(geom)::box2d, ST_Extent(ST_ShiftLongitude(geom))::box2d)
  FROM shown_pictures(sequence_id, of_all)
);

-- A box around two boxes, on the side of the earth where it is narrower.
CREATE FUNCTION joined_bbox(bbox box2d, more box2d) RETURNS box2d LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT ST_MakeBox2D(
    ST_MakePoint(west - turn, least(ST_YMin(bbox), ST_YMin(more))),
    ST_MakePoint(east - turn, greatest(ST_YMax(bbox), ST_YMax(more))))
  FROM (
    SELECT west, east, CASE WHEN west < -180 THEN -360 WHEN west > 180 THEN 360 ELSE 0 END AS turn
    FROM (VALUES (0), (360), (-360)) AS moved (by)
    CROSS JOIN LATERAL (
      SELECT least(ST_XMin(bbox), ST_XMin(more) + by) AS west, greatest(ST_XMax(bbox), ST_XMax(more) + by) AS east
    ) AS sides
    ORDER BY east - west, abs(by) LIMIT 1
  ) AS narrowest
);

-- Values that all pictures share (else NULL), first day of capture in UTC, 90th percentile of the GPS accuracy in metres.
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
    FROM shown_pictures(sequence_id, false)
  ) AS taken;
END;

-- Locks first, then counts what others left: two changes of one sequence at a time would each miss the other.
CREATE OR REPLACE FUNCTION refresh_sequences(sequence_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM sequences WHERE id = ANY (sequence_ids) ORDER BY id FOR NO KEY UPDATE;
  UPDATE sequences s SET
    nb_pictures = taken.number,
    min_picture_ts = taken.first_ts,
    max_picture_ts = taken.last_ts,
    has_private_pictures = taken.has_private,
    computed_type = CASE WHEN taken.is_finalized THEN taken.computed_type END,
    computed_model = CASE WHEN taken.is_finalized THEN taken.computed_model END,
    computed_h_pixel_density = CASE WHEN taken.is_finalized THEN taken.computed_h_pixel_density END,
    computed_capture_date = CASE WHEN taken.is_finalized THEN taken.computed_capture_date END,
    computed_gps_accuracy = CASE WHEN taken.is_finalized THEN taken.computed_gps_accuracy END,
    geom = CASE WHEN s.status = 'deleted' THEN s.geom ELSE compute_sequence_geom(s.id) END,
    bbox = CASE WHEN s.status = 'deleted' THEN s.bbox ELSE compute_sequence_bbox(s.id) END
  FROM (
    SELECT sequence.id, counted.*, summary.*,
      sequence.status IN ('ready', 'hidden') OR sequence.computed_capture_date IS NOT NULL AS is_finalized
    FROM sequences sequence
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE is_shared) AS number, min(ts) FILTER (WHERE is_shared) AS first_ts,
        max(ts) FILTER (WHERE is_shared) AS last_ts, coalesce(bool_or(NOT is_shared), false) AS has_private
      FROM (
        SELECT p.ts, is_shared_with_sequence(p, sequence.visibility) AS is_shared
        FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id WHERE sp.seq_id = sequence.id
      ) AS members
    ) AS counted
    CROSS JOIN LATERAL compute_sequence_summary(sequence.id) AS summary
    WHERE sequence.id = ANY (sequence_ids)
  ) AS taken
  WHERE s.id = taken.id;
END $$;

-- A picture that is added to a finalized sequence is inside of its extent at once, not only when it is finalized again.
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

-- What is compared by EXCEPT takes the same way for any number, see 0030.
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

-- Others may see the sequence now, thus other pictures of it count.
CREATE FUNCTION refresh_sequence_of_other_visibility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_sequences(ARRAY[NEW.id]);
  RETURN NULL;
END $$;
CREATE TRIGGER sequences_visibility_changed AFTER UPDATE OF visibility ON sequences
  FOR EACH ROW WHEN (NEW.visibility IS DISTINCT FROM OLD.visibility AND NEW.status <> 'deleted')
  EXECUTE FUNCTION refresh_sequence_of_other_visibility();

-- The extent of the instance, as anyone sees it, is read from both ends of these.
CREATE INDEX sequences_public_west_idx ON sequences (ST_XMin(bbox))
  WHERE status = 'ready' AND (visibility IS NULL OR visibility = 'anyone');
CREATE INDEX sequences_public_south_idx ON sequences (ST_YMin(bbox))
  WHERE status = 'ready' AND (visibility IS NULL OR visibility = 'anyone');
CREATE INDEX sequences_public_east_idx ON sequences (ST_XMax(bbox))
  WHERE status = 'ready' AND (visibility IS NULL OR visibility = 'anyone');
CREATE INDEX sequences_public_north_idx ON sequences (ST_YMax(bbox))
  WHERE status = 'ready' AND (visibility IS NULL OR visibility = 'anyone');
CREATE INDEX sequences_public_start_idx ON sequences (min_picture_ts)
  WHERE status = 'ready' AND (visibility IS NULL OR visibility = 'anyone');
CREATE INDEX sequences_public_end_idx ON sequences (max_picture_ts)
  WHERE status = 'ready' AND (visibility IS NULL OR visibility = 'anyone');

-- The grid: members of the instance may see more than anyone, but nobody else's own pictures.
ALTER TABLE pictures_aggregate_grid
  ADD COLUMN nb_member_pictures bigint NOT NULL DEFAULT 0,
  ADD COLUMN nb_member_360_pictures bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN pictures_aggregate_grid.nb_non_public_pictures IS 'All other pictures; nobody is told';
COMMENT ON COLUMN pictures_aggregate_grid.nb_member_pictures IS 'Those of them that everybody who is logged in may see';

CREATE OR REPLACE VIEW pictures_of_grid AS
  SELECT p.geom, p.metadata ->> 'type' = 'equirectangular' AS is_360,
    p.status NOT IN ('hidden', 'waiting-for-delete') AND coalesce(p.visibility, 'anyone') = 'anyone'
      AND coalesce(u.visibility, 'anyone') = 'anyone' AND shown.is_public AS is_public,
    p.status NOT IN ('hidden', 'waiting-for-delete') AND coalesce(p.visibility, 'anyone') <> 'owner-only'
      AND coalesce(u.visibility, 'anyone') <> 'owner-only' AND shown.is_for_members AS is_for_members
  FROM pictures p
  LEFT JOIN upload_sets u ON u.id = p.upload_set_id
  CROSS JOIN LATERAL (
    SELECT bool_or(s.status <> 'hidden' AND coalesce(s.visibility, 'anyone') = 'anyone') AS is_public,
      bool_or(s.status <> 'hidden' AND coalesce(s.visibility, 'anyone') <> 'owner-only') AS is_for_members
    FROM sequences_pictures sp JOIN sequences s ON s.id = sp.seq_id
    WHERE sp.pic_id = p.id
  ) AS shown
  WHERE shown.is_public IS NOT NULL;

CREATE OR REPLACE FUNCTION compute_pictures_aggregate_grid() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  started_at timestamptz := clock_timestamp();
BEGIN
  -- Not TRUNCATE: it would keep readers of the map waiting until the end.
  DELETE FROM pictures_aggregate_grid;
  INSERT INTO pictures_aggregate_grid (geom, nb_pictures, nb_360_pictures, nb_non_public_pictures,
    nb_non_public_360_pictures, nb_member_pictures, nb_member_360_pictures)
  SELECT grid_cell(geom), count(*) FILTER (WHERE is_public), count(*) FILTER (WHERE is_public AND is_360),
    count(*) FILTER (WHERE NOT is_public), count(*) FILTER (WHERE NOT is_public AND is_360),
    count(*) FILTER (WHERE NOT is_public AND is_for_members),
    count(*) FILTER (WHERE NOT is_public AND is_for_members AND is_360)
  FROM pictures_of_grid GROUP BY 1;
  DELETE FROM pictures_aggregate_grid_expired WHERE inserted_at < started_at;
END $$;

-- Counts the expired cells again and tells how many there were. A cell that expires once more meanwhile stays expired.
CREATE OR REPLACE FUNCTION compute_pictures_aggregate_grid_expired() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  cells geometry[];
  since timestamptz[];
BEGIN
  SELECT coalesce(array_agg(geom), '{}'), coalesce(array_agg(inserted_at), '{}') INTO cells, since
  FROM pictures_aggregate_grid_expired;

  DELETE FROM pictures_aggregate_grid WHERE geom = ANY (cells);
  INSERT INTO pictures_aggregate_grid (geom, nb_pictures, nb_360_pictures, nb_non_public_pictures,
    nb_non_public_360_pictures, nb_member_pictures, nb_member_360_pictures)
  SELECT cell, counted.*
  FROM unnest(cells) AS cell
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE is_public), count(*) FILTER (WHERE is_public AND is_360),
      count(*) FILTER (WHERE NOT is_public), count(*) FILTER (WHERE NOT is_public AND is_360),
      count(*) FILTER (WHERE NOT is_public AND is_for_members),
      count(*) FILTER (WHERE NOT is_public AND is_for_members AND is_360)
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

-- The line and the extent of a sequence are nothing that cells count: its pictures and links expire theirs themselves.
CREATE OR REPLACE FUNCTION expire_cells_of_changed_sequences() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expire_grid_cells(ARRAY(
    SELECT DISTINCT grid_cell(pictures.geom)
    FROM old_rows former JOIN new_rows latter USING (id)
    JOIN sequences_pictures ON seq_id = latter.id JOIN pictures ON pictures.id = pic_id
    WHERE former.visibility IS DISTINCT FROM latter.visibility OR former.status <> latter.status));
  RETURN NULL;
END $$;

-- What was there before: sequences with pictures that not everybody may see, and those around the antimeridian.
SELECT refresh_sequences(ARRAY(
  SELECT sp.seq_id FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
  WHERE p.visibility <> 'anyone' OR p.status IN ('hidden', 'waiting-for-delete')
  UNION SELECT s.id FROM sequences s WHERE s.status <> 'deleted' AND ST_XMax(s.bbox) - ST_XMin(s.bbox) > 180));
SELECT compute_pictures_aggregate_grid() WHERE EXISTS (SELECT FROM pictures_aggregate_grid);
