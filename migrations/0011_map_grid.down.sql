DROP TRIGGER upload_sets_changed_grid ON upload_sets;
DROP TRIGGER sequences_changed_grid ON sequences;
DROP TRIGGER sequences_pictures_deleted_grid ON sequences_pictures;
DROP TRIGGER sequences_pictures_inserted_grid ON sequences_pictures;
DROP TRIGGER pictures_deleted_grid ON pictures;
DROP TRIGGER pictures_changed_grid ON pictures;
DROP FUNCTION expire_cells_of_changed_upload_set(), expire_cells_of_changed_sequences(), expire_cells_of_moved_links(),
  expire_cells_of_deleted_pictures(), expire_cells_of_changed_picture(), expire_grid_cells(geometry[]),
  compute_pictures_aggregate_grid_expired(), compute_pictures_aggregate_grid();
DROP VIEW pictures_of_grid;
DROP FUNCTION grid_cell(geometry);
DROP TABLE pictures_aggregate_grid_expired, pictures_aggregate_grid;
