-- All-sky cameras and what their owners' indi-allsky sends by its SyncAPI. Ids are integers: the client keeps them in 32 bits.

CREATE TABLE allsky_cameras (
  id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  uuid uuid NOT NULL UNIQUE,
  account_id uuid REFERENCES accounts (id) ON DELETE SET NULL,
  name text NOT NULL,
  friendly_name text,
  utc_offset integer NOT NULL DEFAULT 0,
  properties jsonb NOT NULL DEFAULT '{}',
  data jsonb NOT NULL DEFAULT '{}',
  hidden boolean NOT NULL DEFAULT false,
  retention jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  connected_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX allsky_cameras_account_id_idx ON allsky_cameras (account_id);
COMMENT ON COLUMN allsky_cameras.account_id IS 'Who first announced the camera';
COMMENT ON COLUMN allsky_cameras.utc_offset IS 'Seconds east of UTC, as the camera last said';
COMMENT ON COLUMN allsky_cameras.properties IS 'Fields of the camera by their names in the SyncAPI: lens, sensor, position';
COMMENT ON COLUMN allsky_cameras.data IS 'Free-form, merged key by key';
COMMENT ON COLUMN allsky_cameras.hidden IS 'Set here alone; whatever the camera sends does not change it';
COMMENT ON COLUMN allsky_cameras.retention IS 'Days by kind that differ from the defaults; 0 keeps forever';

CREATE TYPE allsky_kind AS ENUM ('image', 'video', 'keogram', 'startrail', 'startrailvideo', 'rawimage', 'fitsimage',
  'panoramaimage', 'panoramavideo', 'thumbnail', 'minivideo');

CREATE TABLE allsky_assets (
  id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  item_id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  camera_id integer NOT NULL REFERENCES allsky_cameras (id) ON DELETE CASCADE,
  kind allsky_kind NOT NULL,
  replace_key text NOT NULL,
  path text NOT NULL UNIQUE,
  has_file boolean NOT NULL,
  file_size bigint NOT NULL,
  sha256 bytea,
  remote_url text,
  s3_key text,
  thumbnail_uuid text,
  wall_time timestamp NOT NULL,
  taken_at timestamptz NOT NULL,
  utc_offset integer NOT NULL,
  day_date date NOT NULL,
  night boolean NOT NULL,
  width integer,
  height integer,
  exposure double precision,
  gain double precision,
  temp double precision,
  sqm double precision,
  stars integer,
  detections integer,
  moonphase double precision,
  excluded boolean NOT NULL DEFAULT false,
  properties jsonb NOT NULL DEFAULT '{}',
  data jsonb NOT NULL DEFAULT '{}',
  received_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (camera_id, kind, replace_key)
);
CREATE INDEX allsky_assets_wall_time_idx ON allsky_assets (camera_id, kind, wall_time);
CREATE INDEX allsky_assets_day_date_idx ON allsky_assets (camera_id, kind, day_date, night);
CREATE INDEX allsky_assets_taken_at_idx ON allsky_assets (kind, taken_at, id);
COMMENT ON COLUMN allsky_assets.item_id IS 'Id as a STAC item';
COMMENT ON COLUMN allsky_assets.replace_key IS 'What makes two uploads of a camera the same asset: the second it was taken, its '
  'day and night, or its uuid, by kind';
COMMENT ON COLUMN allsky_assets.path IS 'In the folder of images, without a slash in front; also where there is no file';
COMMENT ON COLUMN allsky_assets.sha256 IS 'Of the file';
COMMENT ON COLUMN allsky_assets.wall_time IS 'On a clock beside the camera';
COMMENT ON COLUMN allsky_assets.day_date IS 'The evening that a night began with';
COMMENT ON COLUMN allsky_assets.properties IS 'Further fields of the kind by their names in the SyncAPI';
COMMENT ON COLUMN allsky_assets.data IS 'Free-form';

CREATE TABLE allsky_keogram_rows (
  camera_id integer NOT NULL REFERENCES allsky_cameras (id) ON DELETE CASCADE,
  ts bigint NOT NULL,
  pixels integer[] NOT NULL,
  PRIMARY KEY (camera_id, ts)
);
COMMENT ON TABLE allsky_keogram_rows IS 'Five pixels of each image, red, green and blue, of which keograms of a year are made';
COMMENT ON COLUMN allsky_keogram_rows.ts IS 'Seconds since 1970, UTC';

CREATE TABLE allsky_discarded_files (
  path text PRIMARY KEY,
  discarded_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
COMMENT ON TABLE allsky_discarded_files IS 'Files whose rows are gone and which are still to be deleted; a crash leaves them here';
