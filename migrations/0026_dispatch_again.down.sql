ALTER TABLE pictures DROP COLUMN read_heading;
DROP INDEX files_dropped_idx;
ALTER TABLE files DROP COLUMN warnings, DROP COLUMN dropped;
