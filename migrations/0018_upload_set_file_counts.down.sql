DROP TRIGGER files_counted ON files;
DROP FUNCTION count_files_of_upload_sets();
ALTER TABLE upload_sets DROP COLUMN nb_files;
