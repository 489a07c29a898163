ALTER TABLE allsky_cameras ADD COLUMN prefers_remote boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN allsky_cameras.prefers_remote IS 'Pages lead to where assets are kept elsewhere, and leave out those that are only here; '
  'set here alone';
