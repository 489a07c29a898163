-- What dispatch needs to give the same result each time it runs: the pictures that it dropped as duplicates are part of the
-- journey still, and a heading that a file gives is known after one from the movement has replaced it.

ALTER TABLE files ADD COLUMN dropped jsonb, ADD COLUMN warnings jsonb;
COMMENT ON COLUMN files.dropped IS 'What a picture that was dropped as a duplicate said: id, time, gps_time, camera_time, camera, '
  'longitude, latitude, heading';
COMMENT ON COLUMN files.warnings IS 'What was wrong with the metadata of an accepted picture: [{"tag", "message"}]';
CREATE INDEX files_dropped_idx ON files (upload_set_id) WHERE dropped IS NOT NULL;

ALTER TABLE pictures ADD COLUMN read_heading integer;
COMMENT ON COLUMN pictures.read_heading IS 'Heading that the file or a person gave, while a computed one replaces it';
