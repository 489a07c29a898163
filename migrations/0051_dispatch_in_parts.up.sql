-- A set is dispatched, and a long sequence finalized, in parts: the embedded database runs one transaction at a time, so
-- everybody waits for each. What triggers would compute from all pictures of a sequence, each time a part of them changes, is
-- left to whoever works in parts: a transaction says so by the setting panoramax.in_parts.

-- Pictures of a set by their id, part by part.
CREATE INDEX pictures_upload_set_id_id_idx ON pictures (upload_set_id, id);
DROP INDEX pictures_upload_set_id_idx;

CREATE FUNCTION is_in_parts() RETURNS boolean LANGUAGE sql STABLE
RETURN coalesce(current_setting('panoramax.in_parts', true) = 'on', false);

-- Points of the line through the pictures by rank; "begins" where the line is cut before the point. Of a part of a sequence,
-- the first picture is there for its neighbour's sake.
CREATE FUNCTION sequence_vertices(sequence_id uuid, of_all boolean, first_rank bigint DEFAULT NULL, last_rank bigint DEFAULT NULL)
RETURNS TABLE (rank bigint, place integer, geom geometry, begins boolean) LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  WITH steps AS (
    SELECT rank, geom, former, ST_Distance(geom::geography, former::geography) > 75 AS is_far,
      abs(ST_X(geom) - ST_X(former)) > 180 AS crosses
    FROM (
      SELECT rank, geom, lag(geom) OVER (ORDER BY rank) AS former FROM shown_pictures(sequence_id, of_all)
      WHERE (first_rank IS NULL OR rank >= first_rank) AND (last_rank IS NULL OR rank <= last_rank)
    ) AS pairs
  )
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
  WHERE crosses AND NOT is_far;
END;

CREATE OR REPLACE FUNCTION compute_sequence_geom(sequence_id uuid, of_all boolean DEFAULT false) RETURNS geometry
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  SELECT ST_Multi(ST_Collect(line ORDER BY part)) FROM (
    SELECT part, ST_MakeLine(geom ORDER BY rank, place) AS line FROM (
      SELECT rank, place, geom, geom = lag(geom) OVER in_order AS is_repeated,
        count(*) FILTER (WHERE begins) OVER in_order AS part
      FROM sequence_vertices(sequence_id, of_all) WINDOW in_order AS (ORDER BY rank, place)
    ) AS parts
    WHERE is_repeated IS NOT TRUE
    GROUP BY part HAVING count(*) > 1
  ) AS lines
);

-- In parts, the number of pictures is right at once; extent, line and summary when the sequence is finalized.
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

-- In parts, the number stays the same: pictures get other ranks in their sequence.
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

-- In parts, cells are marked part by part.
CREATE OR REPLACE FUNCTION expire_cells_of_changed_sequences() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_in_parts() THEN RETURN NULL; END IF;
  PERFORM expire_grid_cells(ARRAY(
    SELECT DISTINCT grid_cell(pictures.geom)
    FROM old_rows former JOIN new_rows latter USING (id)
    JOIN sequences_pictures ON seq_id = latter.id JOIN pictures ON pictures.id = pic_id
    WHERE former.visibility IS DISTINCT FROM latter.visibility OR former.status <> latter.status));
  RETURN NULL;
END $$;
