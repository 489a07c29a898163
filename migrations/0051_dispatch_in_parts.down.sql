CREATE OR REPLACE FUNCTION expire_cells_of_changed_sequences() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expire_grid_cells(ARRAY(
    SELECT DISTINCT grid_cell(pictures.geom)
    FROM old_rows former JOIN new_rows latter USING (id)
    JOIN sequences_pictures ON seq_id = latter.id JOIN pictures ON pictures.id = pic_id
    WHERE former.visibility IS DISTINCT FROM latter.visibility OR former.status <> latter.status));
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION update_sequence_on_new_ranks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_sequences(ARRAY(SELECT seq_id FROM old_rows UNION SELECT seq_id FROM new_rows));
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION update_sequence_on_sequences_pictures_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_sequences(ARRAY(SELECT DISTINCT seq_id FROM old_rows));
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION compute_sequence_geom(sequence_id uuid, of_all boolean DEFAULT false) RETURNS geometry
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

DROP FUNCTION sequence_vertices(uuid, boolean, bigint, bigint);
DROP FUNCTION is_in_parts();

CREATE INDEX pictures_upload_set_id_idx ON pictures (upload_set_id);
DROP INDEX pictures_upload_set_id_id_idx;
