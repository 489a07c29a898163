-- How many files an upload set has received. Each upload compares it with the announced number; counting the files each time
-- would take longer and longer, for a set of 20,000 files as long as everything else together.

ALTER TABLE upload_sets ADD COLUMN nb_files integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN upload_sets.nb_files IS 'Rows of files, kept by triggers';
UPDATE upload_sets u SET nb_files = (SELECT count(*) FROM files WHERE upload_set_id = u.id);

-- Files only go together with their set. One that is sent again is an update of its row.
CREATE FUNCTION count_files_of_upload_sets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE upload_sets SET nb_files = nb_files + added.number
  FROM (SELECT upload_set_id, count(*) AS number FROM new_rows GROUP BY upload_set_id) AS added
  WHERE id = added.upload_set_id;
  RETURN NULL;
END $$;
CREATE TRIGGER files_counted AFTER INSERT ON files
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_files_of_upload_sets();
