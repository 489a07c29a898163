-- What is uploaded (sets and their files), what it becomes (pictures), and how it is shown (sequences).

CREATE TYPE upload_set_sort_method AS ENUM ('filename-asc', 'filename-desc', 'time-asc', 'time-desc');
CREATE TYPE picture_status AS ENUM ('preparing', 'broken', 'ready', 'hidden', 'waiting-for-process', 'preparing-derivates',
  'preparing-blur', 'waiting-for-delete');
CREATE TYPE picture_preparing_status AS ENUM ('not-processed', 'prepared', 'broken');
CREATE TYPE sequence_status AS ENUM ('preparing', 'broken', 'ready', 'hidden', 'waiting-for-process', 'deleted');
CREATE TYPE sequence_sort AS ENUM ('+filedate', '+filename', '+gpsdate', '-filedate', '-filename', '-gpsdate');
CREATE TYPE file_type AS ENUM ('picture');
CREATE TYPE file_rejection_status AS ENUM ('capture_duplicate', 'invalid_file', 'invalid_metadata', 'other_error',
  'file_duplicate', 'id_conflict', 'in_excluded_area');

CREATE TABLE upload_sets (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  completed boolean NOT NULL DEFAULT false,
  dispatched boolean NOT NULL DEFAULT false,
  estimated_nb_files integer,
  sort_method upload_set_sort_method NOT NULL DEFAULT 'time-asc',
  no_split boolean,
  split_distance integer,
  split_time interval,
  no_deduplication boolean,
  duplicate_distance real,
  duplicate_rotation integer,
  title varchar NOT NULL,
  metadata jsonb,
  user_agent varchar,
  relative_heading integer,
  visibility visibility_status DEFAULT 'anyone'
);
CREATE INDEX upload_sets_account_id_idx ON upload_sets (account_id, created_at);
COMMENT ON COLUMN upload_sets.split_distance IS 'Metres; NULL for the default of the instance';
COMMENT ON COLUMN upload_sets.duplicate_distance IS 'Metres; NULL for the default of the instance';
COMMENT ON COLUMN upload_sets.duplicate_rotation IS 'Degrees; NULL for the default of the instance';
COMMENT ON COLUMN upload_sets.relative_heading IS 'Degrees from the direction of movement, -180 to 180';

CREATE TABLE pictures (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  status picture_status NOT NULL DEFAULT 'waiting-for-process',
  preparing_status picture_preparing_status NOT NULL DEFAULT 'not-processed',
  visibility visibility_status DEFAULT 'anyone',
  ts timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  heading integer,
  heading_computed boolean NOT NULL DEFAULT false,
  metadata jsonb,
  exif jsonb,
  geom geometry(Point, 4326) NOT NULL,
  gps_accuracy_m double precision,
  h_pixel_density integer,
  account_id uuid NOT NULL REFERENCES accounts (id),
  last_account_to_edit uuid REFERENCES accounts (id) ON DELETE SET NULL,
  upload_set_id uuid REFERENCES upload_sets (id) ON DELETE CASCADE,
  original_content_md5 uuid,
  blurring_id varchar,
  inserted_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  processed_at timestamptz,
  nb_errors integer NOT NULL DEFAULT 0,
  process_error varchar
);
CREATE INDEX pictures_geom_idx ON pictures USING gist (geom);
CREATE INDEX pictures_ts_idx ON pictures (ts, id);
-- The order of a search that asks for none: last updated first.
CREATE INDEX pictures_updated_at_idx ON pictures (updated_at DESC, id);
CREATE INDEX pictures_inserted_at_idx ON pictures (inserted_at);
CREATE INDEX pictures_account_id_idx ON pictures (account_id);
CREATE INDEX pictures_upload_set_id_idx ON pictures (upload_set_id);
CREATE INDEX pictures_original_content_md5_idx ON pictures (original_content_md5);
COMMENT ON COLUMN pictures.ts IS 'Capture time';
COMMENT ON COLUMN pictures.heading IS 'Degrees clockwise from north';
COMMENT ON COLUMN pictures.heading_computed IS 'Whether the heading comes from the movement of the sequence instead of the camera';
COMMENT ON COLUMN pictures.h_pixel_density IS 'Pixels of width for one degree of the field of view';
COMMENT ON COLUMN pictures.updated_at IS 'Last edit by somebody, tags and annotations included; processing does not count';
COMMENT ON COLUMN pictures.processed_at IS 'Not used any more, as nb_errors and process_error: see job_history';

-- STAC perspective imagery gives the density in pixels per degree; without a field of view there is none.
CREATE FUNCTION h_pixel_density(metadata jsonb) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN jsonb_typeof(metadata -> 'width') = 'number' AND jsonb_typeof(metadata -> 'field_of_view') = 'number'
  THEN round((metadata ->> 'width')::numeric / nullif((metadata ->> 'field_of_view')::numeric, 0))::integer
END;
CREATE FUNCTION pictures_hpixdens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.h_pixel_density := h_pixel_density(NEW.metadata);
  RETURN NEW;
END $$;
CREATE TRIGGER pictures_h_pixel_density BEFORE INSERT OR UPDATE OF metadata ON pictures
  FOR EACH ROW EXECUTE FUNCTION pictures_hpixdens();

CREATE TABLE sequences (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  status sequence_status NOT NULL DEFAULT 'waiting-for-process',
  visibility visibility_status DEFAULT 'anyone',
  metadata jsonb,
  account_id uuid NOT NULL REFERENCES accounts (id),
  last_account_to_edit uuid REFERENCES accounts (id) ON DELETE SET NULL,
  upload_set_id uuid REFERENCES upload_sets (id) ON DELETE SET NULL,
  user_agent varchar,
  inserted_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz,
  geom geometry(MultiLineString, 4326),
  bbox box2d,
  current_sort sequence_sort,
  nb_pictures bigint NOT NULL DEFAULT 0,
  min_picture_ts timestamptz,
  max_picture_ts timestamptz,
  computed_type varchar,
  computed_model varchar,
  computed_capture_date date,
  computed_h_pixel_density integer,
  computed_gps_accuracy double precision
);
CREATE INDEX sequences_geom_idx ON sequences USING gist (geom);
CREATE INDEX sequences_inserted_at_idx ON sequences (inserted_at, id);
CREATE INDEX sequences_updated_at_idx ON sequences (updated_at, inserted_at, id);
CREATE INDEX sequences_capture_date_idx ON sequences (computed_capture_date, inserted_at, id);
CREATE INDEX sequences_visibility_idx ON sequences (visibility, inserted_at, id);
CREATE INDEX sequences_account_id_idx ON sequences (account_id, inserted_at, id);
CREATE INDEX sequences_status_idx ON sequences (status);
CREATE INDEX sequences_upload_set_id_idx ON sequences (upload_set_id);
COMMENT ON COLUMN sequences.metadata IS 'title, relative_heading (degrees)';
COMMENT ON COLUMN sequences.updated_at IS 'Last change of the row or of one of its pictures; NULL until the first';

CREATE TABLE sequences_pictures (
  seq_id uuid NOT NULL REFERENCES sequences (id) ON DELETE CASCADE,
  rank bigint NOT NULL,
  pic_id uuid NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
  -- Deferrable, so that one UPDATE may give all pictures of a sequence their new ranks.
  CONSTRAINT sequences_pictures_pkey PRIMARY KEY (seq_id, rank) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX sequences_pictures_pic_id_idx ON sequences_pictures (pic_id);

CREATE TABLE files (
  upload_set_id uuid NOT NULL REFERENCES upload_sets (id) ON DELETE CASCADE,
  file_name varchar NOT NULL,
  picture_id uuid REFERENCES pictures (id) ON DELETE SET NULL,
  -- The clock rather than the transaction: this order breaks ties when a set is dispatched.
  inserted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  file_type file_type NOT NULL DEFAULT 'picture',
  size integer,
  content_md5 uuid,
  rejection_status file_rejection_status,
  rejection_message varchar,
  rejection_details jsonb,
  CONSTRAINT files_upload_set_name_idx PRIMARY KEY (upload_set_id, file_name)
);
CREATE INDEX files_picture_id_idx ON files (picture_id);
COMMENT ON COLUMN files.size IS 'Bytes, as received';
COMMENT ON COLUMN files.content_md5 IS 'Of the bytes as received, before any override';
