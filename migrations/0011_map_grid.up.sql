-- How many pictures lie around each 0.1° step of longitude and latitude, for maps of whole countries.

CREATE TABLE pictures_aggregate_grid (
  geom geometry(Point, 4326) NOT NULL CONSTRAINT geom_unique UNIQUE,
  nb_pictures bigint NOT NULL DEFAULT 0,
  nb_360_pictures bigint NOT NULL DEFAULT 0,
  nb_non_public_pictures bigint NOT NULL DEFAULT 0,
  nb_non_public_360_pictures bigint NOT NULL DEFAULT 0
);
CREATE INDEX pictures_aggregate_grid_geom_idx ON pictures_aggregate_grid USING gist (geom);
COMMENT ON COLUMN pictures_aggregate_grid.nb_pictures IS 'Pictures that anyone may see';

CREATE TABLE pictures_aggregate_grid_expired (
  geom geometry(Point, 4326) NOT NULL UNIQUE,
  inserted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE pictures_aggregate_grid_expired IS 'Cells to count again, since when';

CREATE FUNCTION grid_cell(geom geometry) RETURNS geometry LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ST_SnapToGrid(geom, 0.1);

-- A picture is public when it, one of its sequences and its upload set are for anyone. Without a sequence it is not shown.
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

CREATE FUNCTION compute_pictures_aggregate_grid() RETURNS void LANGUAGE plpgsql AS $$
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

-- Counts the expired cells again and tells how many there were. A cell that expires once more meanwhile stays expired.
CREATE FUNCTION compute_pictures_aggregate_grid_expired() RETURNS integer LANGUAGE plpgsql AS $$
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

-- The time of an expired cell moves on, so that a count that began before leaves it in place. In order, so that two
-- transactions do not wait for each other.
CREATE FUNCTION expire_grid_cells(cells geometry[]) RETURNS void LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO pictures_aggregate_grid_expired (geom) SELECT DISTINCT cell FROM unnest(cells) AS cell ORDER BY cell
  ON CONFLICT (geom) DO UPDATE SET inserted_at = clock_timestamp();
END;

CREATE FUNCTION expire_cells_of_changed_picture() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expire_grid_cells(ARRAY[grid_cell(OLD.geom), grid_cell(NEW.geom)]);
  RETURN NULL;
END $$;
CREATE TRIGGER pictures_changed_grid AFTER UPDATE OF geom, visibility ON pictures
  FOR EACH ROW WHEN (NEW.geom IS DISTINCT FROM OLD.geom OR NEW.visibility IS DISTINCT FROM OLD.visibility)
  EXECUTE FUNCTION expire_cells_of_changed_picture();

CREATE FUNCTION expire_cells_of_deleted_pictures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expire_grid_cells(ARRAY(SELECT DISTINCT grid_cell(geom) FROM old_rows));
  RETURN NULL;
END $$;
CREATE TRIGGER pictures_deleted_grid AFTER DELETE ON pictures
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION expire_cells_of_deleted_pictures();

-- Pictures that leave a sequence, or join one that is already shown; a new sequence expires its cells once it is ready.
CREATE FUNCTION expire_cells_of_moved_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expire_grid_cells(ARRAY(
    SELECT DISTINCT grid_cell(pictures.geom)
    FROM changed_rows JOIN pictures ON pictures.id = pic_id LEFT JOIN sequences ON sequences.id = seq_id
    WHERE TG_OP = 'DELETE' OR sequences.status = 'ready'));
  RETURN NULL;
END $$;
CREATE TRIGGER sequences_pictures_inserted_grid AFTER INSERT ON sequences_pictures
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION expire_cells_of_moved_links();
CREATE TRIGGER sequences_pictures_deleted_grid AFTER DELETE ON sequences_pictures
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION expire_cells_of_moved_links();

CREATE FUNCTION expire_cells_of_changed_sequences() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expire_grid_cells(ARRAY(
    SELECT DISTINCT grid_cell(pictures.geom)
    FROM old_rows former JOIN new_rows latter USING (id)
    JOIN sequences_pictures ON seq_id = latter.id JOIN pictures ON pictures.id = pic_id
    WHERE former.visibility IS DISTINCT FROM latter.visibility OR former.status <> latter.status
      OR former.geom IS DISTINCT FROM latter.geom OR former.bbox::text IS DISTINCT FROM latter.bbox::text));
  RETURN NULL;
END $$;
CREATE TRIGGER sequences_changed_grid AFTER UPDATE ON sequences
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION expire_cells_of_changed_sequences();

CREATE FUNCTION expire_cells_of_changed_upload_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expire_grid_cells(ARRAY(SELECT DISTINCT grid_cell(geom) FROM pictures WHERE upload_set_id = NEW.id));
  RETURN NULL;
END $$;
CREATE TRIGGER upload_sets_changed_grid AFTER UPDATE OF visibility ON upload_sets
  FOR EACH ROW WHEN (NEW.visibility IS DISTINCT FROM OLD.visibility) EXECUTE FUNCTION expire_cells_of_changed_upload_set();
