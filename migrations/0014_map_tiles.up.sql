-- What vector tiles need: lines that are cheap to draw on maps of whole regions, and a word when the map changed.

-- Degrees, about 20 m: less than a unit of a tile up to zoom 9. A tile of zoom 7 may show thousands of sequences.
ALTER TABLE sequences ADD COLUMN tile_geom geometry GENERATED ALWAYS AS (ST_Simplify(geom, 0.0002)) STORED;
COMMENT ON COLUMN sequences.tile_geom IS 'geom simplified, for tiles of low zoom';

-- Servers remember which tiles are still what they were. Notifications with one text are sent once for a transaction.
CREATE FUNCTION notify_map_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('panoramax_map', '');
  RETURN NULL;
END $$;
CREATE TRIGGER pictures_changed_map AFTER UPDATE OR DELETE OR TRUNCATE ON pictures
  FOR EACH STATEMENT EXECUTE FUNCTION notify_map_changed();
CREATE TRIGGER sequences_changed_map AFTER UPDATE OR DELETE OR TRUNCATE ON sequences
  FOR EACH STATEMENT EXECUTE FUNCTION notify_map_changed();
CREATE TRIGGER sequences_pictures_changed_map AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON sequences_pictures
  FOR EACH STATEMENT EXECUTE FUNCTION notify_map_changed();
CREATE TRIGGER pictures_aggregate_grid_changed_map AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON pictures_aggregate_grid
  FOR EACH STATEMENT EXECUTE FUNCTION notify_map_changed();
