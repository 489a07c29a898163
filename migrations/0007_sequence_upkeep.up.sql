-- What a sequence says of its pictures follows them: number, times, geometry and summary.

-- The line through the pictures by rank, cut where two neighbours are more than 75 m apart (geodesic). NULL when no two
-- neighbours are near enough. Pictures taken on one spot give one point of the line.
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

-- The extent of the pictures, whatever their status.
CREATE FUNCTION compute_sequence_bbox(sequence_id uuid) RETURNS box2d LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT ST_Extent(geom)::box2d FROM sequences_pictures JOIN pictures ON id = pic_id WHERE seq_id = sequence_id);

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
    FROM sequences_pictures JOIN pictures ON id = pic_id
    WHERE seq_id = sequence_id
  ) AS taken;
END;

-- Locks first, then counts what others left: two changes of one sequence at a time would each miss the other.
CREATE FUNCTION refresh_sequences(sequence_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
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

-- The geometry waits for the end of the upload: it is made when the sequence is finalized.
CREATE FUNCTION update_sequence_on_picture_insertion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sequences SET
    nb_pictures = nb_pictures + added.number,
    min_picture_ts = least(min_picture_ts, added.first_ts),
    max_picture_ts = greatest(max_picture_ts, added.last_ts)
  FROM (
    SELECT seq_id, count(*) AS number, min(ts) AS first_ts, max(ts) AS last_ts
    FROM new_rows JOIN pictures ON id = pic_id GROUP BY seq_id
  ) AS added
  WHERE sequences.id = added.seq_id;
  RETURN NULL;
END $$;
CREATE TRIGGER sequences_pictures_inserted AFTER INSERT ON sequences_pictures
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION update_sequence_on_picture_insertion();

CREATE FUNCTION update_sequence_on_sequences_pictures_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_sequences(ARRAY(SELECT DISTINCT seq_id FROM old_rows));
  RETURN NULL;
END $$;
CREATE TRIGGER sequences_pictures_deleted AFTER DELETE ON sequences_pictures
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION update_sequence_on_sequences_pictures_deletion();

CREATE FUNCTION update_sequence_on_new_ranks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_sequences(ARRAY(SELECT seq_id FROM old_rows UNION SELECT seq_id FROM new_rows));
  RETURN NULL;
END $$;
CREATE TRIGGER sequences_pictures_ranked AFTER UPDATE ON sequences_pictures
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION update_sequence_on_new_ranks();

-- Most updates of pictures are steps of their processing and change nothing here: one look tells.
CREATE FUNCTION pictures_updates_on_sequences() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER pictures_updated AFTER UPDATE ON pictures
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION pictures_updates_on_sequences();
