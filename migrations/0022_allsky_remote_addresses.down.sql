ALTER TABLE allsky_cameras DROP COLUMN prefers_remote;
