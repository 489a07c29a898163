DROP TRIGGER pictures_aggregate_grid_changed_map ON pictures_aggregate_grid;
DROP TRIGGER sequences_pictures_changed_map ON sequences_pictures;
DROP TRIGGER sequences_changed_map ON sequences;
DROP TRIGGER pictures_changed_map ON pictures;
DROP FUNCTION notify_map_changed();
ALTER TABLE sequences DROP COLUMN tile_geom;
