ALTER TABLE sequences DROP COLUMN length_m;
