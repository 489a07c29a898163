-- The schema of the database: every table with its columns, constraints, indexes and triggers, then views and functions.
-- Made by `deno run -A scripts/write_schema.ts` from the migrations, which are what counts. See also triggers.md.

CREATE EXTENSION pg_trgm;
CREATE EXTENSION postgis;
CREATE EXTENSION "uuid-ossp";

CREATE TYPE account_role AS ENUM ('user', 'admin');
CREATE TYPE allsky_kind AS ENUM ('image', 'video', 'keogram', 'startrail', 'startrailvideo', 'rawimage', 'fitsimage', 'panoramaimage', 'panoramavideo', 'thumbnail', 'minivideo');
CREATE TYPE file_rejection_status AS ENUM ('capture_duplicate', 'invalid_file', 'invalid_metadata', 'other_error', 'file_duplicate', 'id_conflict', 'in_excluded_area');
CREATE TYPE file_type AS ENUM ('picture');
CREATE TYPE job_type AS ENUM ('prepare', 'delete', 'dispatch', 'finalize', 'read_metadata', 'transfer');
CREATE TYPE picture_preparing_status AS ENUM ('not-processed', 'prepared', 'broken');
CREATE TYPE picture_status AS ENUM ('preparing', 'broken', 'ready', 'hidden', 'waiting-for-process', 'preparing-derivates', 'preparing-blur', 'waiting-for-delete');
CREATE TYPE report_status AS ENUM ('open', 'open_autofix', 'waiting', 'closed_solved', 'closed_ignored');
CREATE TYPE report_type AS ENUM ('blur_missing', 'blur_excess', 'inappropriate', 'privacy', 'picture_low_quality', 'mislocated', 'copyright', 'other');
CREATE TYPE sequence_sort AS ENUM ('+filedate', '+filename', '+gpsdate', '-filedate', '-filename', '-gpsdate');
CREATE TYPE sequence_status AS ENUM ('preparing', 'broken', 'ready', 'hidden', 'waiting-for-process', 'deleted');
CREATE TYPE upload_set_sort_method AS ENUM ('filename-asc', 'filename-desc', 'time-asc', 'time-desc');
CREATE TYPE visibility_status AS ENUM ('anyone', 'owner-only', 'logged-only');

CREATE TABLE account_links (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid,
  role account_role NOT NULL DEFAULT 'user'::account_role,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT account_links_pkey PRIMARY KEY (id),
  CONSTRAINT account_links_account_id_key UNIQUE (account_id),
  CONSTRAINT account_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
COMMENT ON TABLE account_links IS 'Links that administrators gave out, each good for one use; the row goes with it';
COMMENT ON COLUMN account_links.account_id IS 'Whose password it sets; NULL for an invitation, which makes an account';
COMMENT ON COLUMN account_links.role IS 'Of the account that an invitation makes';

CREATE TABLE account_quotas (
  account_id uuid NOT NULL,
  max_pictures bigint,
  max_bytes bigint,
  CONSTRAINT account_quotas_pkey PRIMARY KEY (account_id),
  CONSTRAINT account_quotas_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  CONSTRAINT account_quotas_max_bytes_check CHECK ((max_bytes >= 0)),
  CONSTRAINT account_quotas_max_pictures_check CHECK ((max_pictures >= 0))
);
COMMENT ON TABLE account_quotas IS 'How much accounts may upload that are not to have what the settings say';
COMMENT ON COLUMN account_quotas.max_pictures IS '0 for any number, NULL for API_QUOTA_PICTURES';
COMMENT ON COLUMN account_quotas.max_bytes IS '0 for any number, NULL for API_QUOTA_BYTES';

CREATE TABLE accounts (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  name character varying NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  oauth_provider character varying,
  oauth_id character varying,
  created_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  role account_role NOT NULL DEFAULT 'user'::account_role,
  collaborative_metadata boolean,
  default_visibility visibility_status,
  tos_accepted_at timestamp with time zone,
  tos_accepted boolean GENERATED ALWAYS AS ((tos_accepted_at IS NOT NULL)) STORED,
  tos_latest_change_read_at timestamp with time zone,
  CONSTRAINT accounts_pkey PRIMARY KEY (id)
);
CREATE INDEX accounts_created_at_idx ON accounts USING btree (created_at, id);
CREATE INDEX accounts_name_trgm_idx ON accounts USING gist (name gist_trgm_ops);
CREATE UNIQUE INDEX at_most_one_default ON accounts USING btree (is_default) WHERE is_default;
CREATE UNIQUE INDEX oauth_id_idx ON accounts USING btree (oauth_provider, oauth_id);
CREATE TRIGGER accounts_default_token AFTER INSERT ON accounts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION generate_default_token();
COMMENT ON COLUMN accounts.name IS 'As the login provider gives it; not unique';

CREATE TABLE alerts (
  id character varying NOT NULL,
  text character varying NOT NULL,
  since timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  is_told boolean NOT NULL DEFAULT false,
  claimed_at timestamp with time zone,
  seen_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT alerts_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE alerts IS 'Problems that last; see ALERT_WEBHOOK_URL';
COMMENT ON COLUMN alerts.id IS 'The check that found it, with the name of the machine where that matters';
COMMENT ON COLUMN alerts.claimed_at IS 'When a process last tried to tell of it';
COMMENT ON COLUMN alerts.seen_at IS 'When a process last found it';

CREATE TABLE allsky_assets (
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  item_id uuid NOT NULL DEFAULT gen_random_uuid(),
  camera_id integer NOT NULL,
  kind allsky_kind NOT NULL,
  replace_key text NOT NULL,
  path text NOT NULL,
  has_file boolean NOT NULL,
  file_size bigint NOT NULL,
  sha256 bytea,
  remote_url text,
  s3_key text,
  thumbnail_uuid text,
  wall_time timestamp without time zone NOT NULL,
  taken_at timestamp with time zone NOT NULL,
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
  properties jsonb NOT NULL DEFAULT '{}'::jsonb,
  data jsonb NOT NULL DEFAULT '{}'::jsonb,
  received_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT allsky_assets_pkey PRIMARY KEY (id),
  CONSTRAINT allsky_assets_camera_id_kind_replace_key_key UNIQUE (camera_id, kind, replace_key),
  CONSTRAINT allsky_assets_item_id_key UNIQUE (item_id),
  CONSTRAINT allsky_assets_path_key UNIQUE (path),
  CONSTRAINT allsky_assets_camera_id_fkey FOREIGN KEY (camera_id) REFERENCES allsky_cameras(id) ON DELETE CASCADE
);
CREATE INDEX allsky_assets_camera_taken_at_idx ON allsky_assets USING btree (camera_id, kind, taken_at, id);
CREATE INDEX allsky_assets_day_date_idx ON allsky_assets USING btree (camera_id, kind, day_date, night);
CREATE INDEX allsky_assets_detections_idx ON allsky_assets USING btree (camera_id, kind, day_date, taken_at) WHERE (detections > 0);
CREATE INDEX allsky_assets_taken_at_idx ON allsky_assets USING btree (kind, taken_at, id);
CREATE INDEX allsky_assets_wall_time_idx ON allsky_assets USING btree (camera_id, kind, wall_time);
COMMENT ON COLUMN allsky_assets.item_id IS 'Id as a STAC item';
COMMENT ON COLUMN allsky_assets.replace_key IS 'What makes two uploads of a camera the same asset: the second it was taken, in UTC, its day and night, or its uuid, by kind';
COMMENT ON COLUMN allsky_assets.path IS 'In the folder of images, without a slash in front; also where there is no file';
COMMENT ON COLUMN allsky_assets.sha256 IS 'Of the file';
COMMENT ON COLUMN allsky_assets.wall_time IS 'On a clock beside the camera';
COMMENT ON COLUMN allsky_assets.day_date IS 'The evening that a night began with';
COMMENT ON COLUMN allsky_assets.properties IS 'Further fields of the kind by their names in the SyncAPI';
COMMENT ON COLUMN allsky_assets.data IS 'Free-form';

CREATE TABLE allsky_cameras (
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  uuid uuid NOT NULL,
  account_id uuid,
  name text NOT NULL,
  friendly_name text,
  utc_offset integer NOT NULL DEFAULT 0,
  properties jsonb NOT NULL DEFAULT '{}'::jsonb,
  data jsonb NOT NULL DEFAULT '{}'::jsonb,
  hidden boolean NOT NULL DEFAULT false,
  retention jsonb NOT NULL DEFAULT '{}'::jsonb,
  created_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  connected_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  prefers_remote boolean NOT NULL DEFAULT false,
  CONSTRAINT allsky_cameras_pkey PRIMARY KEY (id),
  CONSTRAINT allsky_cameras_uuid_key UNIQUE (uuid),
  CONSTRAINT allsky_cameras_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE SET NULL
);
CREATE INDEX allsky_cameras_account_id_idx ON allsky_cameras USING btree (account_id);
CREATE TRIGGER allsky_cameras_id_of_sequence BEFORE INSERT ON allsky_cameras FOR EACH ROW EXECUTE FUNCTION refuse_id_of_sequence();
COMMENT ON COLUMN allsky_cameras.account_id IS 'Who first announced the camera';
COMMENT ON COLUMN allsky_cameras.utc_offset IS 'Seconds east of UTC, as the camera last said';
COMMENT ON COLUMN allsky_cameras.properties IS 'Fields of the camera by their names in the SyncAPI: lens, sensor, position';
COMMENT ON COLUMN allsky_cameras.data IS 'Free-form, merged key by key';
COMMENT ON COLUMN allsky_cameras.hidden IS 'Set here alone; whatever the camera sends does not change it';
COMMENT ON COLUMN allsky_cameras.retention IS 'Days by kind that differ from the defaults; 0 keeps forever';
COMMENT ON COLUMN allsky_cameras.prefers_remote IS 'Pages lead to where assets are kept elsewhere, and leave out those that are only here; set here alone';

CREATE TABLE allsky_checks (
  asset_id integer NOT NULL,
  claimed_at timestamp with time zone,
  checked_at timestamp with time zone,
  problem text,
  CONSTRAINT allsky_checks_pkey PRIMARY KEY (asset_id),
  CONSTRAINT allsky_checks_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES allsky_assets(id) ON DELETE CASCADE,
  CONSTRAINT allsky_checks_problem_check CHECK ((problem = ANY (ARRAY['missing'::text, 'changed'::text])))
);
CREATE INDEX allsky_checks_checked_at_idx ON allsky_checks USING btree (checked_at);
CREATE INDEX allsky_checks_problem_idx ON allsky_checks USING btree (asset_id) WHERE (problem IS NOT NULL);
COMMENT ON TABLE allsky_checks IS 'The last check of each file; without a row it was never checked';
COMMENT ON COLUMN allsky_checks.claimed_at IS 'When a process began to read it';

CREATE TABLE allsky_discarded_files (
  path text NOT NULL,
  discarded_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT allsky_discarded_files_pkey PRIMARY KEY (path)
);
COMMENT ON TABLE allsky_discarded_files IS 'Files whose rows are gone and which are still to be deleted; a crash leaves them here';

CREATE TABLE allsky_keogram_rows (
  camera_id integer NOT NULL,
  ts bigint NOT NULL,
  pixels integer[] NOT NULL,
  CONSTRAINT allsky_keogram_rows_pkey PRIMARY KEY (camera_id, ts),
  CONSTRAINT allsky_keogram_rows_camera_id_fkey FOREIGN KEY (camera_id) REFERENCES allsky_cameras(id) ON DELETE CASCADE
);
COMMENT ON TABLE allsky_keogram_rows IS 'Five pixels of each image, red, green and blue, of which keograms of a year are made';
COMMENT ON COLUMN allsky_keogram_rows.ts IS 'Seconds since 1970, UTC';

CREATE TABLE annotations (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  picture_id uuid NOT NULL,
  shape jsonb NOT NULL,
  CONSTRAINT annotations_pkey PRIMARY KEY (id),
  CONSTRAINT annotations_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES pictures(id) ON DELETE CASCADE
);
CREATE INDEX annotations_picture_id_idx ON annotations USING btree (picture_id);
COMMENT ON COLUMN annotations.shape IS 'GeoJSON Polygon in pixels of the HD picture, origin at its top left';

CREATE TABLE annotations_semantics (
  annotation_id uuid NOT NULL,
  key text NOT NULL,
  value text NOT NULL,
  CONSTRAINT annotations_semantics_pkey PRIMARY KEY (annotation_id, key, value),
  CONSTRAINT annotations_semantics_annotation_id_fkey FOREIGN KEY (annotation_id) REFERENCES annotations(id) ON DELETE CASCADE
);
CREATE INDEX annotations_semantics_keyval_idx ON annotations_semantics USING btree (key, value);

CREATE TABLE anonymous_makers (
  upload_set_id uuid,
  sequence_id uuid,
  secret_hash bytea NOT NULL,
  address character varying,
  last_seen_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT anonymous_makers_sequence_id_key UNIQUE (sequence_id),
  CONSTRAINT anonymous_makers_upload_set_id_key UNIQUE (upload_set_id),
  CONSTRAINT anonymous_makers_sequence_id_fkey FOREIGN KEY (sequence_id) REFERENCES sequences(id) ON DELETE CASCADE,
  CONSTRAINT anonymous_makers_upload_set_id_fkey FOREIGN KEY (upload_set_id) REFERENCES upload_sets(id) ON DELETE CASCADE,
  CONSTRAINT anonymous_makers_check CHECK ((num_nonnulls(upload_set_id, sequence_id) = 1))
);
CREATE INDEX anonymous_makers_address_idx ON anonymous_makers USING btree (last_seen_at) WHERE (address IS NOT NULL);
COMMENT ON TABLE anonymous_makers IS 'Upload sets and collections that were made without credentials, and by whom';
COMMENT ON COLUMN anonymous_makers.secret_hash IS 'SHA-256 of the secret that was returned when the object was made';
COMMENT ON COLUMN anonymous_makers.address IS 'IP address it was made from (of IPv6 the first 64 bits). Forgotten a day after it was last used';
COMMENT ON COLUMN anonymous_makers.last_seen_at IS 'When the address was last used to change the object, to the hour';

CREATE TABLE api_keys (
  account_id uuid NOT NULL,
  username text NOT NULL,
  encrypted_key bytea NOT NULL,
  generated_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT api_keys_pkey PRIMARY KEY (account_id),
  CONSTRAINT api_keys_username_key UNIQUE (username),
  CONSTRAINT api_keys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
COMMENT ON COLUMN api_keys.username IS 'Name of the account when the key was made. Names of accounts are not unique, these are';
COMMENT ON COLUMN api_keys.encrypted_key IS 'AES-256-GCM (12 bytes of nonce in front) under a key derived from the secret of the instance: signatures can only be checked with the key itself';

CREATE TABLE audit_events (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  ts timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  kind text NOT NULL,
  account_id uuid,
  account_name text,
  address text,
  path text NOT NULL,
  status smallint NOT NULL,
  details jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT audit_events_pkey PRIMARY KEY (id),
  CONSTRAINT audit_events_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE SET NULL
);
CREATE INDEX audit_events_account_id_idx ON audit_events USING btree (account_id, id);
CREATE INDEX audit_events_kind_idx ON audit_events USING btree (kind, id);
CREATE INDEX audit_events_ts_idx ON audit_events USING btree (ts);
COMMENT ON TABLE audit_events IS 'Kept for AUDIT_LOG_DAYS; the newest have the highest ids';
COMMENT ON COLUMN audit_events.account_name IS 'As it was then: it stays when the account is deleted';
COMMENT ON COLUMN audit_events.address IS 'Network address of the client: the first 64 bits of IPv6';

CREATE TABLE backup_runs (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  started_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  alive_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamp with time zone,
  path character varying NOT NULL,
  nb_files integer NOT NULL DEFAULT 0,
  nb_expected integer NOT NULL DEFAULT 0,
  bytes bigint,
  error character varying,
  CONSTRAINT backup_runs_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX backup_runs_running_idx ON backup_runs USING btree (((finished_at IS NULL))) WHERE (finished_at IS NULL);
COMMENT ON COLUMN backup_runs.alive_at IS 'Renewed every few seconds: a run whose process died is over some time later';
COMMENT ON COLUMN backup_runs.nb_files IS 'Originals and media that were copied so far';
COMMENT ON COLUMN backup_runs.error IS 'Why there is no backup; NULL while it runs, and where there is one';

CREATE TABLE clock_watch (
  is_only boolean NOT NULL DEFAULT true,
  confirmed_at timestamp with time zone,
  seen_at timestamp with time zone NOT NULL,
  steady_seconds double precision NOT NULL DEFAULT 0,
  CONSTRAINT clock_watch_pkey PRIMARY KEY (is_only),
  CONSTRAINT clock_watch_is_only_check CHECK (is_only),
  CONSTRAINT clock_watch_steady_seconds_check CHECK ((steady_seconds >= (0)::double precision))
);
COMMENT ON COLUMN clock_watch.confirmed_at IS 'The last moment at which it was right; NULL before the first one';
COMMENT ON COLUMN clock_watch.seen_at IS 'What it showed when a server last looked, right or not';
COMMENT ON COLUMN clock_watch.steady_seconds IS 'For how long it has run evenly since it was in doubt';

CREATE TABLE configurations (
  onerow_id boolean NOT NULL DEFAULT true,
  collaborative_metadata boolean,
  default_visibility visibility_status,
  default_split_distance integer DEFAULT 100,
  default_split_time interval DEFAULT '00:05:00'::interval,
  default_duplicate_distance real DEFAULT 1,
  default_duplicate_rotation integer DEFAULT 60,
  CONSTRAINT configurations_pkey PRIMARY KEY (onerow_id),
  CONSTRAINT configurations_onerow_id_check CHECK (onerow_id)
);
COMMENT ON COLUMN configurations.default_split_distance IS 'Metres; NULL turns splitting off';
COMMENT ON COLUMN configurations.default_duplicate_distance IS 'Metres; NULL turns the search for duplicates off';
COMMENT ON COLUMN configurations.default_duplicate_rotation IS 'Degrees; NULL turns the search for duplicates off';

CREATE TABLE deactivated_accounts (
  account_id uuid NOT NULL,
  since timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT deactivated_accounts_pkey PRIMARY KEY (account_id),
  CONSTRAINT deactivated_accounts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
COMMENT ON TABLE deactivated_accounts IS 'Accounts that may neither log in nor use tokens or keys';

CREATE TABLE excluded_areas (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  seq bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
  label character varying,
  is_public boolean NOT NULL DEFAULT false,
  account_id uuid,
  geom geometry(MultiPolygon,4326) NOT NULL,
  CONSTRAINT excluded_areas_pkey PRIMARY KEY (id),
  CONSTRAINT excluded_areas_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
CREATE INDEX excluded_areas_account_id_idx ON excluded_areas USING btree (account_id);
CREATE INDEX excluded_areas_geom_idx ON excluded_areas USING gist (geom);
COMMENT ON COLUMN excluded_areas.seq IS 'Order of insertion, in which areas are listed';
COMMENT ON COLUMN excluded_areas.account_id IS 'Whose pictures are concerned; NULL for those of everybody';

CREATE TABLE files (
  upload_set_id uuid NOT NULL,
  file_name character varying NOT NULL,
  picture_id uuid,
  inserted_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  file_type file_type NOT NULL DEFAULT 'picture'::file_type,
  size integer,
  content_md5 uuid,
  rejection_status file_rejection_status,
  rejection_message character varying,
  rejection_details jsonb,
  dropped jsonb,
  warnings jsonb,
  CONSTRAINT files_upload_set_name_idx PRIMARY KEY (upload_set_id, file_name),
  CONSTRAINT files_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES pictures(id) ON DELETE SET NULL,
  CONSTRAINT files_upload_set_id_fkey FOREIGN KEY (upload_set_id) REFERENCES upload_sets(id) ON DELETE CASCADE
);
CREATE INDEX files_dropped_idx ON files USING btree (upload_set_id) WHERE (dropped IS NOT NULL);
CREATE INDEX files_picture_id_idx ON files USING btree (picture_id);
CREATE TRIGGER files_counted AFTER INSERT ON files REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_files_of_upload_sets();
COMMENT ON COLUMN files.size IS 'Bytes, as received';
COMMENT ON COLUMN files.content_md5 IS 'Of the bytes as received, before any override';
COMMENT ON COLUMN files.dropped IS 'What a picture that was dropped as a duplicate said: id, time, gps_time, camera_time, camera, longitude, latitude, heading';
COMMENT ON COLUMN files.warnings IS 'What was wrong with the metadata of an accepted picture: [{"tag", "message"}]';

CREATE TABLE instance_settings (
  name character varying NOT NULL,
  value character varying NOT NULL,
  changed_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT instance_settings_pkey PRIMARY KEY (name)
);
COMMENT ON TABLE instance_settings IS 'Settings that administrators chose; the environment wins over them';
COMMENT ON COLUMN instance_settings.value IS 'As the environment variable of this name would have it';

CREATE TABLE job_history (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid,
  job_task job_type NOT NULL,
  picture_id uuid,
  upload_set_id uuid,
  sequence_id uuid,
  picture_to_delete_id uuid,
  args jsonb,
  started_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamp with time zone,
  error character varying,
  warning text,
  error_text jsonb,
  CONSTRAINT job_history_pkey PRIMARY KEY (id),
  CONSTRAINT job_history_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES pictures(id) ON DELETE CASCADE,
  CONSTRAINT job_history_sequence_id_fkey FOREIGN KEY (sequence_id) REFERENCES sequences(id) ON DELETE CASCADE,
  CONSTRAINT job_history_upload_set_id_fkey FOREIGN KEY (upload_set_id) REFERENCES upload_sets(id) ON DELETE CASCADE,
  CONSTRAINT one_external_id CHECK ((num_nonnulls(picture_id, upload_set_id, sequence_id, picture_to_delete_id) = 1))
);
CREATE INDEX job_history_job_id_idx ON job_history USING btree (job_id);
CREATE INDEX job_history_picture_id_idx ON job_history USING btree (picture_id, started_at);
CREATE INDEX job_history_sequence_id_idx ON job_history USING btree (sequence_id, started_at);
CREATE INDEX job_history_transfers_idx ON job_history USING btree (sequence_id) WHERE (job_task = 'transfer'::job_type);
CREATE INDEX job_history_upload_set_id_idx ON job_history USING btree (upload_set_id, started_at);
COMMENT ON COLUMN job_history.error_text IS 'Key and values of the message that error says in English; NULL for errors without a message';

CREATE TABLE job_queue (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  seq bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
  picture_id uuid,
  upload_set_id uuid,
  sequence_id uuid,
  picture_to_delete_id uuid,
  task job_type NOT NULL,
  args jsonb,
  ts timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  to_do_after_ts timestamp with time zone,
  nb_errors integer NOT NULL DEFAULT 0,
  claimed_by uuid,
  claimed_until timestamp with time zone,
  nb_outages integer NOT NULL DEFAULT 0,
  nb_deaths integer NOT NULL DEFAULT 0,
  CONSTRAINT job_queue_pkey PRIMARY KEY (id),
  CONSTRAINT picture_id_unique UNIQUE (picture_id),
  CONSTRAINT picture_to_delete_id_unique UNIQUE (picture_to_delete_id),
  CONSTRAINT sequence_id_unique UNIQUE (sequence_id),
  CONSTRAINT upload_set_id_unique UNIQUE (upload_set_id),
  CONSTRAINT job_queue_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES pictures(id) ON DELETE CASCADE,
  CONSTRAINT job_queue_sequence_id_fkey FOREIGN KEY (sequence_id) REFERENCES sequences(id) ON DELETE CASCADE,
  CONSTRAINT job_queue_upload_set_id_fkey FOREIGN KEY (upload_set_id) REFERENCES upload_sets(id) ON DELETE CASCADE,
  CONSTRAINT one_external_id CHECK ((num_nonnulls(picture_id, upload_set_id, sequence_id, picture_to_delete_id) = 1))
);
CREATE INDEX job_queue_failures_idx ON job_queue USING btree (((- (nb_errors + nb_deaths))), ts, seq);
CREATE INDEX job_queue_order_idx ON job_queue USING btree (nb_deaths, nb_errors, ts, seq);
CREATE TRIGGER job_queue_notify_insert AFTER INSERT ON job_queue REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_runners();
CREATE TRIGGER job_queue_notify_update AFTER UPDATE ON job_queue REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_runners();
COMMENT ON COLUMN job_queue.seq IS 'Order of asking, breaks ties of ts. A job asked again gets new ones of both: the runner that works on it then leaves the row in the queue when it ends';
COMMENT ON COLUMN job_queue.picture_to_delete_id IS 'No foreign key: the row may be gone while its files are not';
COMMENT ON COLUMN job_queue.claimed_by IS 'The runner that works on it, until claimed_until; a lease instead of a row lock held during the work, because the embedded database has one backend for all';
COMMENT ON COLUMN job_queue.nb_outages IS 'Attempts in a row that something the job needs was away for; decides how long the next one waits';
COMMENT ON COLUMN job_queue.nb_deaths IS 'Attempts in a row during which the process died; after some, the job fails';

CREATE TABLE local_logins (
  account_id uuid NOT NULL,
  login character varying NOT NULL,
  password_hash character varying NOT NULL,
  changed_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT local_logins_pkey PRIMARY KEY (account_id),
  CONSTRAINT local_logins_login_key UNIQUE (login),
  CONSTRAINT local_logins_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
COMMENT ON COLUMN local_logins.login IS 'In lower case. Names of accounts are not unique, logins are';
COMMENT ON COLUMN local_logins.password_hash IS 'Argon2id (RFC 9106), with its parameters and salt';

CREATE TABLE original_checks (
  picture_id uuid NOT NULL,
  claimed_at timestamp with time zone,
  checked_at timestamp with time zone,
  size bigint,
  sha256 text,
  is_as_received boolean NOT NULL DEFAULT false,
  modified_at timestamp with time zone,
  problem text,
  CONSTRAINT original_checks_pkey PRIMARY KEY (picture_id),
  CONSTRAINT original_checks_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES pictures(id) ON DELETE CASCADE,
  CONSTRAINT original_checks_problem_check CHECK ((problem = ANY (ARRAY['missing'::text, 'changed'::text])))
);
CREATE INDEX original_checks_checked_at_idx ON original_checks USING btree (checked_at);
CREATE INDEX original_checks_problem_idx ON original_checks USING btree (picture_id) WHERE (problem IS NOT NULL);
COMMENT ON TABLE original_checks IS 'The last check of each original; without a row it was never checked';
COMMENT ON COLUMN original_checks.claimed_at IS 'When a process began to read it';
COMMENT ON COLUMN original_checks.size IS 'Bytes; as size, checksum and time are to be, also while there is a problem';
COMMENT ON COLUMN original_checks.sha256 IS 'Hexadecimal';
COMMENT ON COLUMN original_checks.is_as_received IS 'Whether its MD5 is that of the bytes received: neither blurred nor rewritten';
COMMENT ON COLUMN original_checks.modified_at IS 'Of the file: decay changes bytes, but not this';

CREATE TABLE pages (
  name character varying(50) NOT NULL,
  lang character varying(10) NOT NULL,
  content text NOT NULL,
  updated_at timestamp with time zone,
  CONSTRAINT pages_pkey PRIMARY KEY (name, lang)
);
COMMENT ON COLUMN pages.updated_at IS 'When a change was last published; NULL until the first';

CREATE TABLE passkeys (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL,
  credential_id character varying NOT NULL,
  name character varying NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports character varying[] NOT NULL,
  last_challenge_at bigint NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_used_at timestamp with time zone,
  CONSTRAINT passkeys_pkey PRIMARY KEY (id),
  CONSTRAINT passkeys_credential_id_key UNIQUE (credential_id),
  CONSTRAINT passkeys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
CREATE INDEX passkeys_account_id_idx ON passkeys USING btree (account_id);
COMMENT ON TABLE passkeys IS 'Public keys of authenticators (WebAuthn)';
COMMENT ON COLUMN passkeys.credential_id IS 'As the authenticator calls it, base64url';
COMMENT ON COLUMN passkeys.public_key IS 'COSE key (RFC 9052)';
COMMENT ON COLUMN passkeys.counter IS 'Signatures made so far, as the authenticator says; many always say 0';
COMMENT ON COLUMN passkeys.last_challenge_at IS 'When the challenge of the last login was made, in milliseconds since 1970: an older one, or the same, is not accepted again';

CREATE TABLE picture_blurs (
  picture_id uuid NOT NULL,
  blurred_at timestamp with time zone,
  model text,
  program_version text,
  parts jsonb NOT NULL DEFAULT '[]'::jsonb,
  drawn jsonb NOT NULL DEFAULT '[]'::jsonb,
  original_until timestamp with time zone,
  way text,
  CONSTRAINT picture_blurs_pkey PRIMARY KEY (picture_id),
  CONSTRAINT picture_blurs_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES pictures(id) ON DELETE CASCADE,
  CONSTRAINT picture_blurs_way_check CHECK ((way = ANY (ARRAY['copied'::text, 'recoded'::text, 'encoded'::text])))
);
CREATE INDEX picture_blurs_blurred_at_idx ON picture_blurs USING btree (blurred_at DESC, picture_id DESC) WHERE (blurred_at IS NOT NULL);
CREATE INDEX picture_blurs_original_until_idx ON picture_blurs USING btree (original_until) WHERE (original_until IS NOT NULL);
COMMENT ON TABLE picture_blurs IS 'What this program blurred, or what people asked it to';
COMMENT ON COLUMN picture_blurs.model IS 'The detector that was used; NULL when only drawn parts were blurred';
COMMENT ON COLUMN picture_blurs.parts IS 'Boxes in pixels of the upright picture, with kind and confidence, that were blurred last';
COMMENT ON COLUMN picture_blurs.drawn IS 'Boxes that people drew: blurred whatever is found';
COMMENT ON COLUMN picture_blurs.original_until IS 'When the unblurred original is deleted; NULL when there is none';
COMMENT ON COLUMN picture_blurs.way IS 'What became of the rest of the picture: its bits stay, only its coefficients do, or it was damaged and encoded again';

CREATE TABLE pictures (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  status picture_status NOT NULL DEFAULT 'waiting-for-process'::picture_status,
  preparing_status picture_preparing_status NOT NULL DEFAULT 'not-processed'::picture_preparing_status,
  visibility visibility_status DEFAULT 'anyone'::visibility_status,
  ts timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  heading integer,
  heading_computed boolean NOT NULL DEFAULT false,
  metadata jsonb,
  exif jsonb,
  geom geometry(Point,4326) NOT NULL,
  gps_accuracy_m double precision,
  h_pixel_density integer,
  account_id uuid NOT NULL,
  last_account_to_edit uuid,
  upload_set_id uuid,
  original_content_md5 uuid,
  blurring_id character varying,
  inserted_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  processed_at timestamp with time zone,
  nb_errors integer NOT NULL DEFAULT 0,
  process_error character varying,
  read_heading integer,
  CONSTRAINT pictures_pkey PRIMARY KEY (id),
  CONSTRAINT pictures_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  CONSTRAINT pictures_last_account_to_edit_fkey FOREIGN KEY (last_account_to_edit) REFERENCES accounts(id) ON DELETE SET NULL,
  CONSTRAINT pictures_upload_set_id_fkey FOREIGN KEY (upload_set_id) REFERENCES upload_sets(id) ON DELETE CASCADE
);
CREATE INDEX pictures_account_id_idx ON pictures USING btree (account_id);
CREATE INDEX pictures_geom_idx ON pictures USING gist (geom);
CREATE INDEX pictures_inserted_at_idx ON pictures USING btree (inserted_at);
CREATE INDEX pictures_original_content_md5_idx ON pictures USING btree (original_content_md5);
CREATE INDEX pictures_ts_idx ON pictures USING btree (ts, id);
CREATE INDEX pictures_updated_at_idx ON pictures USING btree (updated_at DESC, id);
CREATE INDEX pictures_upload_set_id_id_idx ON pictures USING btree (upload_set_id, id);
CREATE TRIGGER pictures_changed_grid AFTER UPDATE OF geom, visibility, status ON pictures FOR EACH ROW WHEN (new.geom IS DISTINCT FROM old.geom OR new.visibility IS DISTINCT FROM old.visibility OR (new.status = ANY (ARRAY['hidden'::picture_status, 'waiting-for-delete'::picture_status])) <> (old.status = ANY (ARRAY['hidden'::picture_status, 'waiting-for-delete'::picture_status]))) EXECUTE FUNCTION expire_cells_of_changed_picture();
CREATE TRIGGER pictures_changed_map AFTER DELETE OR UPDATE OR TRUNCATE ON pictures FOR EACH STATEMENT EXECUTE FUNCTION notify_map_changed();
CREATE TRIGGER pictures_deleted_grid AFTER DELETE ON pictures REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION expire_cells_of_deleted_pictures();
CREATE TRIGGER pictures_excluded_area BEFORE INSERT ON pictures FOR EACH ROW EXECUTE FUNCTION is_picture_in_excluded_area();
CREATE TRIGGER pictures_h_pixel_density BEFORE INSERT OR UPDATE OF metadata ON pictures FOR EACH ROW EXECUTE FUNCTION pictures_hpixdens();
CREATE TRIGGER pictures_history AFTER UPDATE OF last_account_to_edit ON pictures FOR EACH ROW WHEN (new.last_account_to_edit IS NOT NULL) EXECUTE FUNCTION picture_modification_history();
CREATE TRIGGER pictures_last_of_upload_set AFTER DELETE ON pictures REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION delete_upload_set_on_last_picture();
CREATE TRIGGER pictures_moved_into_excluded_area BEFORE UPDATE OF geom ON pictures FOR EACH ROW WHEN (new.geom IS DISTINCT FROM old.geom) EXECUTE FUNCTION is_picture_in_excluded_area();
CREATE TRIGGER pictures_queue_delete AFTER DELETE ON pictures REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION ask_for_all_file_deletion_after_delete();
CREATE TRIGGER pictures_queue_prepare AFTER INSERT ON pictures REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION picture_insertion();
CREATE TRIGGER pictures_updated AFTER UPDATE ON pictures REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION pictures_updates_on_sequences();
CREATE TRIGGER pictures_updated_at BEFORE UPDATE OF last_account_to_edit ON pictures FOR EACH ROW WHEN (new.last_account_to_edit IS NOT NULL AND new.updated_at = old.updated_at) EXECUTE FUNCTION pictures_update_ts();
COMMENT ON COLUMN pictures.ts IS 'Capture time';
COMMENT ON COLUMN pictures.heading IS 'Degrees clockwise from north';
COMMENT ON COLUMN pictures.heading_computed IS 'Whether the heading comes from the movement of the sequence instead of the camera';
COMMENT ON COLUMN pictures.h_pixel_density IS 'Pixels of width for one degree of the field of view';
COMMENT ON COLUMN pictures.updated_at IS 'Last edit by somebody, tags and annotations included; processing does not count';
COMMENT ON COLUMN pictures.processed_at IS 'Not used any more, as nb_errors and process_error: see job_history';
COMMENT ON COLUMN pictures.read_heading IS 'Heading that the file or a person gave, while a computed one replaces it';

CREATE TABLE pictures_aggregate_grid (
  geom geometry(Point,4326) NOT NULL,
  nb_pictures bigint NOT NULL DEFAULT 0,
  nb_360_pictures bigint NOT NULL DEFAULT 0,
  nb_non_public_pictures bigint NOT NULL DEFAULT 0,
  nb_non_public_360_pictures bigint NOT NULL DEFAULT 0,
  nb_member_pictures bigint NOT NULL DEFAULT 0,
  nb_member_360_pictures bigint NOT NULL DEFAULT 0,
  CONSTRAINT geom_unique UNIQUE (geom)
);
CREATE INDEX pictures_aggregate_grid_geom_idx ON pictures_aggregate_grid USING gist (geom);
CREATE TRIGGER pictures_aggregate_grid_changed_map AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON pictures_aggregate_grid FOR EACH STATEMENT EXECUTE FUNCTION notify_map_changed();
COMMENT ON COLUMN pictures_aggregate_grid.nb_pictures IS 'Pictures that anyone may see';
COMMENT ON COLUMN pictures_aggregate_grid.nb_non_public_pictures IS 'All other pictures; nobody is told';
COMMENT ON COLUMN pictures_aggregate_grid.nb_member_pictures IS 'Those of them that everybody who is logged in may see';

CREATE TABLE pictures_aggregate_grid_expired (
  geom geometry(Point,4326) NOT NULL,
  inserted_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT pictures_aggregate_grid_expired_geom_key UNIQUE (geom)
);
COMMENT ON TABLE pictures_aggregate_grid_expired IS 'Cells to count again, since when';

CREATE TABLE pictures_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  picture_id uuid NOT NULL,
  account_id uuid NOT NULL,
  sequences_changes_id uuid,
  previous_value_changed jsonb,
  ts timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT pictures_changes_pkey PRIMARY KEY (id),
  CONSTRAINT pictures_changes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  CONSTRAINT pictures_changes_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES pictures(id) ON DELETE CASCADE,
  CONSTRAINT pictures_changes_sequences_changes_id_fkey FOREIGN KEY (sequences_changes_id) REFERENCES sequences_changes(id) ON DELETE SET NULL
);
CREATE INDEX pictures_changes_picture_id_idx ON pictures_changes USING btree (picture_id, ts);
CREATE INDEX pictures_changes_sequences_changes_id_idx ON pictures_changes USING btree (sequences_changes_id);
COMMENT ON COLUMN pictures_changes.sequences_changes_id IS 'The edit of the sequence that this change is a consequence of';

CREATE TABLE pictures_semantics (
  picture_id uuid NOT NULL,
  key text NOT NULL,
  value text NOT NULL,
  CONSTRAINT pictures_semantics_pkey PRIMARY KEY (picture_id, key, value),
  CONSTRAINT pictures_semantics_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES pictures(id) ON DELETE CASCADE
);
CREATE INDEX pictures_semantics_keyval_idx ON pictures_semantics USING btree (key, value);

CREATE TABLE pictures_semantics_history (
  picture_id uuid NOT NULL,
  account_id uuid,
  ts timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  updates jsonb NOT NULL,
  CONSTRAINT pictures_semantics_history_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE SET NULL,
  CONSTRAINT pictures_semantics_history_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES pictures(id) ON DELETE CASCADE
);
CREATE INDEX pictures_semantics_history_picture_id_idx ON pictures_semantics_history USING btree (picture_id, ts);
CREATE TRIGGER pictures_semantics_updated_at AFTER INSERT ON pictures_semantics_history REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION picture_semantics_changed();

CREATE TABLE recovery_codes (
  account_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  CONSTRAINT recovery_codes_pkey PRIMARY KEY (account_id, code_hash),
  CONSTRAINT recovery_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
COMMENT ON TABLE recovery_codes IS 'Codes for who lost the device. A code is deleted when it is used';
COMMENT ON COLUMN recovery_codes.code_hash IS 'SHA-256 of a random code of 80 bits';

CREATE TABLE refresh_database (
  refreshed_at timestamp with time zone
);
COMMENT ON TABLE refresh_database IS 'One row: when the grid was last brought up to date; its lock makes the refresh single-flight';

CREATE TABLE reports (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  issue report_type NOT NULL,
  status report_status NOT NULL DEFAULT 'open'::report_status,
  picture_id uuid,
  sequence_id uuid,
  ts_opened timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ts_closed timestamp with time zone,
  reporter_account_id uuid,
  reporter_email text,
  resolver_account_id uuid,
  reporter_comments text,
  resolver_comments text,
  reporter_key text,
  has_hidden boolean NOT NULL DEFAULT false,
  previous_visibility visibility_status,
  CONSTRAINT reports_pkey PRIMARY KEY (id),
  CONSTRAINT reports_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES pictures(id) ON DELETE CASCADE,
  CONSTRAINT reports_reporter_account_id_fkey FOREIGN KEY (reporter_account_id) REFERENCES accounts(id) ON DELETE SET NULL,
  CONSTRAINT reports_resolver_account_id_fkey FOREIGN KEY (resolver_account_id) REFERENCES accounts(id) ON DELETE SET NULL,
  CONSTRAINT reports_sequence_id_fkey FOREIGN KEY (sequence_id) REFERENCES sequences(id) ON DELETE CASCADE
);
CREATE INDEX reports_picture_id_idx ON reports USING btree (picture_id);
CREATE INDEX reports_reporter_account_id_idx ON reports USING btree (reporter_account_id);
CREATE INDEX reports_sequence_id_idx ON reports USING btree (sequence_id);
CREATE INDEX reports_ts_opened_idx ON reports USING btree (ts_opened);
CREATE TRIGGER reports_closed_at BEFORE UPDATE ON reports FOR EACH ROW EXECUTE FUNCTION report_update_ts_closed();
CREATE TRIGGER reports_hide BEFORE INSERT ON reports FOR EACH ROW WHEN (new.status = 'open'::report_status AND (new.issue = ANY (ARRAY['blur_missing'::report_type, 'inappropriate'::report_type, 'privacy'::report_type, 'copyright'::report_type]))) EXECUTE FUNCTION hide_reported();
COMMENT ON COLUMN reports.reporter_key IS 'Keyed hash of the network of an anonymous reporter, to tell reporters apart';
COMMENT ON COLUMN reports.has_hidden IS 'This report hid the picture or sequence, and nobody has shown it again';
COMMENT ON COLUMN reports.previous_visibility IS 'What the visibility was before this report hid the picture or sequence';

CREATE TABLE second_factors (
  account_id uuid NOT NULL,
  encrypted_secret bytea NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  confirmed_at timestamp with time zone,
  last_step bigint NOT NULL DEFAULT 0,
  CONSTRAINT second_factors_pkey PRIMARY KEY (account_id),
  CONSTRAINT second_factors_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
COMMENT ON TABLE second_factors IS 'Time-based codes (TOTP, RFC 6238)';
COMMENT ON COLUMN second_factors.encrypted_secret IS 'AES-256-GCM, under a key derived from the secret of the instance';
COMMENT ON COLUMN second_factors.confirmed_at IS 'When the first code was right; NULL while it does not count yet';
COMMENT ON COLUMN second_factors.last_step IS 'Step of 30 seconds of the last code that was used: none counts twice';

CREATE TABLE sequences (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  status sequence_status NOT NULL DEFAULT 'waiting-for-process'::sequence_status,
  visibility visibility_status DEFAULT 'anyone'::visibility_status,
  metadata jsonb,
  account_id uuid NOT NULL,
  last_account_to_edit uuid,
  upload_set_id uuid,
  user_agent character varying,
  inserted_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp with time zone,
  geom geometry(MultiLineString,4326),
  bbox box2d,
  current_sort sequence_sort,
  nb_pictures bigint NOT NULL DEFAULT 0,
  min_picture_ts timestamp with time zone,
  max_picture_ts timestamp with time zone,
  computed_type character varying,
  computed_model character varying,
  computed_capture_date date,
  computed_h_pixel_density integer,
  computed_gps_accuracy double precision,
  length_m double precision GENERATED ALWAYS AS (st_length((geom)::geography)) STORED,
  tile_geom geometry GENERATED ALWAYS AS (st_simplify(geom, (0.0002)::double precision)) STORED,
  has_private_pictures boolean NOT NULL DEFAULT false,
  CONSTRAINT sequences_pkey PRIMARY KEY (id),
  CONSTRAINT sequences_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  CONSTRAINT sequences_last_account_to_edit_fkey FOREIGN KEY (last_account_to_edit) REFERENCES accounts(id) ON DELETE SET NULL,
  CONSTRAINT sequences_upload_set_id_fkey FOREIGN KEY (upload_set_id) REFERENCES upload_sets(id) ON DELETE SET NULL
);
CREATE INDEX sequences_account_id_idx ON sequences USING btree (account_id, inserted_at, id);
CREATE INDEX sequences_capture_date_idx ON sequences USING btree (computed_capture_date, inserted_at, id);
CREATE INDEX sequences_geom_idx ON sequences USING gist (geom);
CREATE INDEX sequences_inserted_at_idx ON sequences USING btree (inserted_at, id);
CREATE INDEX sequences_public_east_idx ON sequences USING btree (st_xmax((bbox)::box3d)) WHERE ((status = 'ready'::sequence_status) AND ((visibility IS NULL) OR (visibility = 'anyone'::visibility_status)));
CREATE INDEX sequences_public_end_idx ON sequences USING btree (max_picture_ts) WHERE ((status = 'ready'::sequence_status) AND ((visibility IS NULL) OR (visibility = 'anyone'::visibility_status)));
CREATE INDEX sequences_public_north_idx ON sequences USING btree (st_ymax((bbox)::box3d)) WHERE ((status = 'ready'::sequence_status) AND ((visibility IS NULL) OR (visibility = 'anyone'::visibility_status)));
CREATE INDEX sequences_public_south_idx ON sequences USING btree (st_ymin((bbox)::box3d)) WHERE ((status = 'ready'::sequence_status) AND ((visibility IS NULL) OR (visibility = 'anyone'::visibility_status)));
CREATE INDEX sequences_public_start_idx ON sequences USING btree (min_picture_ts) WHERE ((status = 'ready'::sequence_status) AND ((visibility IS NULL) OR (visibility = 'anyone'::visibility_status)));
CREATE INDEX sequences_public_west_idx ON sequences USING btree (st_xmin((bbox)::box3d)) WHERE ((status = 'ready'::sequence_status) AND ((visibility IS NULL) OR (visibility = 'anyone'::visibility_status)));
CREATE INDEX sequences_status_idx ON sequences USING btree (status);
CREATE INDEX sequences_title_idx ON sequences USING btree ("left"(COALESCE(NULLIF((metadata ->> 'title'::text), ''::text), (id)::text), 200), inserted_at, id);
CREATE INDEX sequences_updated_at_idx ON sequences USING btree (updated_at, inserted_at, id);
CREATE INDEX sequences_upload_set_id_idx ON sequences USING btree (upload_set_id);
CREATE INDEX sequences_visibility_idx ON sequences USING btree (visibility, inserted_at, id);
CREATE TRIGGER sequences_changed_grid AFTER UPDATE ON sequences REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION expire_cells_of_changed_sequences();
CREATE TRIGGER sequences_changed_map AFTER DELETE OR UPDATE OR TRUNCATE ON sequences FOR EACH STATEMENT EXECUTE FUNCTION notify_map_changed();
CREATE TRIGGER sequences_history AFTER UPDATE OF last_account_to_edit ON sequences FOR EACH ROW WHEN (new.last_account_to_edit IS NOT NULL) EXECUTE FUNCTION sequence_modification_history();
CREATE TRIGGER sequences_id_of_camera BEFORE INSERT ON sequences FOR EACH ROW EXECUTE FUNCTION refuse_id_of_camera();
CREATE TRIGGER sequences_updated_at BEFORE UPDATE ON sequences FOR EACH ROW WHEN (NOT new.updated_at IS DISTINCT FROM old.updated_at) EXECUTE FUNCTION sequences_update_ts();
CREATE TRIGGER sequences_visibility_changed AFTER UPDATE OF visibility ON sequences FOR EACH ROW WHEN (new.visibility IS DISTINCT FROM old.visibility AND new.status <> 'deleted'::sequence_status) EXECUTE FUNCTION refresh_sequence_of_other_visibility();
COMMENT ON COLUMN sequences.metadata IS 'title, relative_heading (degrees)';
COMMENT ON COLUMN sequences.updated_at IS 'Last change of the row or of one of its pictures; NULL until the first';
COMMENT ON COLUMN sequences.bbox IS 'Extent in WGS 84 degrees; XMax is more than 180 where it crosses the antimeridian';
COMMENT ON COLUMN sequences.length_m IS 'Geodesic length of geom, in metres';
COMMENT ON COLUMN sequences.tile_geom IS 'geom simplified by 0.0002°, for tiles up to zoom 11';
COMMENT ON COLUMN sequences.has_private_pictures IS 'Whether some of its pictures count in none of its other columns, because not everybody who may see it may see them';

CREATE TABLE sequences_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  sequence_id uuid NOT NULL,
  account_id uuid NOT NULL,
  previous_value_changed jsonb,
  ts timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT sequences_changes_pkey PRIMARY KEY (id),
  CONSTRAINT sequences_changes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  CONSTRAINT sequences_changes_sequence_id_fkey FOREIGN KEY (sequence_id) REFERENCES sequences(id) ON DELETE CASCADE
);
CREATE INDEX sequences_changes_sequence_id_idx ON sequences_changes USING btree (sequence_id, ts);

CREATE TABLE sequences_pictures (
  seq_id uuid NOT NULL,
  rank bigint NOT NULL,
  pic_id uuid NOT NULL,
  CONSTRAINT sequences_pictures_pkey PRIMARY KEY (seq_id, rank) DEFERRABLE,
  CONSTRAINT sequences_pictures_pic_id_fkey FOREIGN KEY (pic_id) REFERENCES pictures(id) ON DELETE CASCADE,
  CONSTRAINT sequences_pictures_seq_id_fkey FOREIGN KEY (seq_id) REFERENCES sequences(id) ON DELETE CASCADE
);
CREATE INDEX sequences_pictures_pic_id_idx ON sequences_pictures USING btree (pic_id) INCLUDE (seq_id);
CREATE TRIGGER sequences_pictures_changed_map AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON sequences_pictures FOR EACH STATEMENT EXECUTE FUNCTION notify_map_changed();
CREATE TRIGGER sequences_pictures_deleted AFTER DELETE ON sequences_pictures REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION update_sequence_on_sequences_pictures_deletion();
CREATE TRIGGER sequences_pictures_deleted_grid AFTER DELETE ON sequences_pictures REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION expire_cells_of_moved_links();
CREATE TRIGGER sequences_pictures_inserted AFTER INSERT ON sequences_pictures REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION update_sequence_on_picture_insertion();
CREATE TRIGGER sequences_pictures_inserted_grid AFTER INSERT ON sequences_pictures REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION expire_cells_of_moved_links();
CREATE TRIGGER sequences_pictures_ranked AFTER UPDATE ON sequences_pictures REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION update_sequence_on_new_ranks();

CREATE TABLE sequences_semantics (
  sequence_id uuid NOT NULL,
  key text NOT NULL,
  value text NOT NULL,
  CONSTRAINT sequences_semantics_pkey PRIMARY KEY (sequence_id, key, value),
  CONSTRAINT sequences_semantics_sequence_id_fkey FOREIGN KEY (sequence_id) REFERENCES sequences(id) ON DELETE CASCADE
);
CREATE INDEX sequences_semantics_keyval_idx ON sequences_semantics USING btree (key, value);

CREATE TABLE sequences_semantics_history (
  sequence_id uuid NOT NULL,
  account_id uuid,
  ts timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  updates jsonb NOT NULL,
  CONSTRAINT sequences_semantics_history_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE SET NULL,
  CONSTRAINT sequences_semantics_history_sequence_id_fkey FOREIGN KEY (sequence_id) REFERENCES sequences(id) ON DELETE CASCADE
);
CREATE INDEX sequences_semantics_history_sequence_id_idx ON sequences_semantics_history USING btree (sequence_id, ts);
CREATE TRIGGER sequences_semantics_updated_at AFTER INSERT ON sequences_semantics_history REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sequence_semantics_changed();

CREATE TABLE sessions (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_used_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  login_method character varying NOT NULL,
  has_second_factor boolean NOT NULL DEFAULT false,
  user_agent character varying,
  network character varying,
  CONSTRAINT sessions_pkey PRIMARY KEY (id),
  CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
CREATE INDEX sessions_account_id_idx ON sessions USING btree (account_id);
COMMENT ON TABLE sessions IS 'Logins in browsers. A session cookie counts as long as its row exists and is recent';
COMMENT ON COLUMN sessions.last_used_at IS 'Updated every few minutes at most';
COMMENT ON COLUMN sessions.login_method IS 'password, code, recovery code, passkey, setup, oidc or osm';
COMMENT ON COLUMN sessions.has_second_factor IS 'Whether the login, or a later step in it, proved more than a password';
COMMENT ON COLUMN sessions.user_agent IS 'The first characters of the header';
COMMENT ON COLUMN sessions.network IS 'Of the client at login: of IPv4 24 bits, of IPv6 64 bits';

CREATE TABLE tokens (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid,
  description character varying,
  generated_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamp with time zone,
  scopes character varying[],
  last_used_at timestamp with time zone,
  CONSTRAINT tokens_pkey PRIMARY KEY (id),
  CONSTRAINT tokens_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  CONSTRAINT tokens_scopes_check CHECK (((scopes <@ ARRAY['read'::character varying, 'upload'::character varying, 'edit'::character varying, 'admin'::character varying]) AND (cardinality(scopes) > 0)))
);
CREATE INDEX tokens_account_id_idx ON tokens USING btree (account_id, generated_at);
COMMENT ON COLUMN tokens.account_id IS 'NULL until an account claims the token';
COMMENT ON COLUMN tokens.expires_at IS 'When the token stops to count; NULL for never';
COMMENT ON COLUMN tokens.scopes IS 'What the token may do: read, upload, edit, admin; NULL for everything';
COMMENT ON COLUMN tokens.last_used_at IS 'Updated every few minutes at most; NULL while it was not used';

CREATE TABLE upload_sets (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  completed boolean NOT NULL DEFAULT false,
  dispatched boolean NOT NULL DEFAULT false,
  estimated_nb_files integer,
  sort_method upload_set_sort_method NOT NULL DEFAULT 'time-asc'::upload_set_sort_method,
  no_split boolean,
  split_distance integer,
  split_time interval,
  no_deduplication boolean,
  duplicate_distance real,
  duplicate_rotation integer,
  title character varying NOT NULL,
  metadata jsonb,
  user_agent character varying,
  relative_heading integer,
  visibility visibility_status DEFAULT 'anyone'::visibility_status,
  nb_files integer NOT NULL DEFAULT 0,
  CONSTRAINT upload_sets_pkey PRIMARY KEY (id),
  CONSTRAINT upload_sets_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
CREATE INDEX upload_sets_account_id_idx ON upload_sets USING btree (account_id, created_at);
CREATE TRIGGER upload_sets_changed_grid AFTER UPDATE OF visibility ON upload_sets FOR EACH ROW WHEN (new.visibility IS DISTINCT FROM old.visibility) EXECUTE FUNCTION expire_cells_of_changed_upload_set();
CREATE TRIGGER upload_sets_queue_dispatch AFTER INSERT OR UPDATE OF completed ON upload_sets FOR EACH ROW WHEN (new.completed) EXECUTE FUNCTION upload_set_completion();
COMMENT ON COLUMN upload_sets.split_distance IS 'Metres; NULL for the default of the instance';
COMMENT ON COLUMN upload_sets.duplicate_distance IS 'Metres; NULL for the default of the instance';
COMMENT ON COLUMN upload_sets.duplicate_rotation IS 'Degrees; NULL for the default of the instance';
COMMENT ON COLUMN upload_sets.relative_heading IS 'Degrees from the direction of movement, -180 to 180';
COMMENT ON COLUMN upload_sets.nb_files IS 'Rows of files, kept by triggers';

CREATE TABLE upload_sets_semantics (
  upload_set_id uuid NOT NULL,
  key text NOT NULL,
  value text NOT NULL,
  account_id uuid,
  CONSTRAINT upload_sets_semantics_pkey PRIMARY KEY (upload_set_id, key, value),
  CONSTRAINT upload_sets_semantics_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE SET NULL,
  CONSTRAINT upload_sets_semantics_upload_set_id_fkey FOREIGN KEY (upload_set_id) REFERENCES upload_sets(id) ON DELETE CASCADE
);

CREATE VIEW pictures_of_grid AS
 SELECT p.geom,
    (p.metadata ->> 'type'::text) = 'equirectangular'::text AS is_360,
    (p.status <> ALL (ARRAY['hidden'::picture_status, 'waiting-for-delete'::picture_status])) AND COALESCE(p.visibility, 'anyone'::visibility_status) = 'anyone'::visibility_status AND COALESCE(u.visibility, 'anyone'::visibility_status) = 'anyone'::visibility_status AND shown.is_public AS is_public,
    (p.status <> ALL (ARRAY['hidden'::picture_status, 'waiting-for-delete'::picture_status])) AND COALESCE(p.visibility, 'anyone'::visibility_status) <> 'owner-only'::visibility_status AND COALESCE(u.visibility, 'anyone'::visibility_status) <> 'owner-only'::visibility_status AND shown.is_for_members AS is_for_members
   FROM pictures p
     LEFT JOIN upload_sets u ON u.id = p.upload_set_id
     CROSS JOIN LATERAL ( SELECT bool_or(s.status <> 'hidden'::sequence_status AND COALESCE(s.visibility, 'anyone'::visibility_status) = 'anyone'::visibility_status) AS is_public,
            bool_or(s.status <> 'hidden'::sequence_status AND COALESCE(s.visibility, 'anyone'::visibility_status) <> 'owner-only'::visibility_status) AS is_for_members
           FROM sequences_pictures sp
             JOIN sequences s ON s.id = sp.seq_id
          WHERE sp.pic_id = p.id AND s.status <> 'deleted'::sequence_status) shown
  WHERE shown.is_public IS NOT NULL;

CREATE OR REPLACE FUNCTION ask_for_all_file_deletion_after_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO job_queue (picture_to_delete_id, task) SELECT id, 'delete' FROM old_rows
  ON CONFLICT (picture_to_delete_id) DO NOTHING;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION change_long_sequence(change sequence_change)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  former record;
  line geometry;
  places geometry[];
  box box2d;
  first_ts timestamptz;
  last_ts timestamptz;
BEGIN
  SELECT status, nb_pictures, min_picture_ts, max_picture_ts, bbox,
    CASE WHEN change.extent IS NULL THEN bbox ELSE joined_bbox(bbox, change.extent) END AS joined
  INTO former FROM sequences WHERE id = change.sequence_id;
  IF former.status = 'deleted' OR former.nb_pictures <= 0 OR former.nb_pictures + change.added <= 0
      OR greatest(ST_XMax(former.bbox), ST_XMax(former.joined)) >= 180 OR least(ST_XMin(former.bbox), ST_XMin(former.joined)) <= -180
      OR ST_XMax(former.joined) - ST_XMin(former.joined) > 180 THEN
    PERFORM refresh_sequences(ARRAY[change.sequence_id]);
    PERFORM queue_finalizations(ARRAY[change.sequence_id]);
    RETURN;
  END IF;

  -- Where another picture was taken on the same spot, the line goes there nevertheless.
  places := ARRAY(
    SELECT place FROM unnest(change.left_places) AS place WHERE NOT EXISTS (
      SELECT FROM pictures p JOIN sequences_pictures sp ON sp.pic_id = p.id JOIN sequences s ON s.id = sp.seq_id
      WHERE p.geom && place AND p.geom = place AND sp.seq_id = change.sequence_id AND is_shared_with_sequence(p, s.visibility)));
  line := (SELECT lines_without(geom, places) FROM sequences WHERE id = change.sequence_id);

  first_ts := least(former.min_picture_ts, change.first_ts);
  last_ts := greatest(former.max_picture_ts, change.last_ts);
  box := former.joined;
  IF first_ts IS NULL OR first_ts = ANY (change.left_times) THEN
    first_ts := first_shown_since(change.sequence_id, first_ts);
  END IF;
  IF last_ts IS NULL OR last_ts = ANY (change.left_times) THEN
    last_ts := last_shown_until(change.sequence_id, last_ts);
  END IF;
  IF box IS NULL OR EXISTS (
    SELECT FROM unnest(change.left_places) AS place
    WHERE (ST_X(place) > ST_XMin(box) AND ST_X(place) < ST_XMax(box)
      AND ST_Y(place) > ST_YMin(box) AND ST_Y(place) < ST_YMax(box)) IS NOT TRUE
  ) THEN
    box := extent_between(change.sequence_id, Box2D(line), box);
  END IF;
  IF first_ts IS NULL OR last_ts IS NULL OR box IS NULL THEN
    SELECT min(ts), max(ts), narrower_bbox(ST_Extent(geom)::box2d, ST_Extent(ST_ShiftLongitude(geom))::box2d)
    INTO first_ts, last_ts, box FROM shown_pictures(change.sequence_id, false);
  END IF;

  UPDATE sequences SET
    nb_pictures = nb_pictures + change.added,
    has_private_pictures = has_private_pictures OR change.hides,
    min_picture_ts = first_ts,
    max_picture_ts = last_ts,
    computed_gps_accuracy = CASE WHEN NOT (change.hides OR change.added < 0) THEN computed_gps_accuracy END,
    computed_capture_date = CASE WHEN computed_capture_date IS NOT NULL THEN (first_ts AT TIME ZONE 'UTC')::date END,
    bbox = box,
    geom = CASE WHEN cardinality(places) = 0 THEN geom ELSE line END
  WHERE id = change.sequence_id;
  PERFORM queue_finalizations(ARRAY[change.sequence_id]);
END $function$;

CREATE OR REPLACE FUNCTION compute_pictures_aggregate_grid()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  started_at timestamptz := clock_timestamp();
BEGIN
  -- Not TRUNCATE: it would keep readers of the map waiting until the end.
  DELETE FROM pictures_aggregate_grid;
  INSERT INTO pictures_aggregate_grid (geom, nb_pictures, nb_360_pictures, nb_non_public_pictures,
    nb_non_public_360_pictures, nb_member_pictures, nb_member_360_pictures)
  SELECT grid_cell(geom), count(*) FILTER (WHERE is_public), count(*) FILTER (WHERE is_public AND is_360),
    count(*) FILTER (WHERE NOT is_public), count(*) FILTER (WHERE NOT is_public AND is_360),
    count(*) FILTER (WHERE NOT is_public AND is_for_members),
    count(*) FILTER (WHERE NOT is_public AND is_for_members AND is_360)
  FROM pictures_of_grid GROUP BY 1;
  DELETE FROM pictures_aggregate_grid_expired WHERE inserted_at < started_at;
END $function$;

CREATE OR REPLACE FUNCTION compute_pictures_aggregate_grid_expired()
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  cells geometry[];
  since timestamptz[];
BEGIN
  SELECT coalesce(array_agg(geom), '{}'), coalesce(array_agg(inserted_at), '{}') INTO cells, since
  FROM pictures_aggregate_grid_expired;

  DELETE FROM pictures_aggregate_grid WHERE geom = ANY (cells);
  INSERT INTO pictures_aggregate_grid (geom, nb_pictures, nb_360_pictures, nb_non_public_pictures,
    nb_non_public_360_pictures, nb_member_pictures, nb_member_360_pictures)
  SELECT cell, counted.*
  FROM unnest(cells) AS cell
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE is_public), count(*) FILTER (WHERE is_public AND is_360),
      count(*) FILTER (WHERE NOT is_public), count(*) FILTER (WHERE NOT is_public AND is_360),
      count(*) FILTER (WHERE NOT is_public AND is_for_members),
      count(*) FILTER (WHERE NOT is_public AND is_for_members AND is_360)
    FROM pictures_of_grid
    -- A little more than half a step, for the index; the cell itself decides.
    WHERE geom && ST_Expand(cell, 0.051) AND grid_cell(geom) = cell
    HAVING count(*) > 0
  ) AS counted;

  DELETE FROM pictures_aggregate_grid_expired expired
  USING unnest(cells, since) AS done(geom, inserted_at)
  WHERE expired.geom = done.geom AND expired.inserted_at = done.inserted_at;
  RETURN cardinality(cells);
END $function$;

CREATE OR REPLACE FUNCTION compute_sequence_bbox(sequence_id uuid, of_all boolean DEFAULT false)
 RETURNS box2d
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (SELECT narrower_bbox(st_extent(shown_pictures.geom), st_extent(st_shiftlongitude(shown_pictures.geom))) AS narrower_bbox FROM shown_pictures(compute_sequence_bbox.sequence_id, compute_sequence_bbox.of_all) shown_pictures(rank, geom, ts, gps_accuracy_m, h_pixel_density, metadata));

CREATE OR REPLACE FUNCTION compute_sequence_geom(sequence_id uuid, of_all boolean DEFAULT false)
 RETURNS geometry
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (SELECT st_multi(st_collect(lines.line ORDER BY lines.part)) AS st_multi FROM (SELECT parts.part, st_makeline(parts.geom ORDER BY parts.rank, parts.place) AS line FROM (SELECT sequence_vertices.rank, sequence_vertices.place, sequence_vertices.geom, (sequence_vertices.geom = lag(sequence_vertices.geom) OVER in_order) AS is_repeated, count(*) FILTER (WHERE sequence_vertices.begins) OVER in_order AS part FROM sequence_vertices(compute_sequence_geom.sequence_id, compute_sequence_geom.of_all) sequence_vertices(rank, place, geom, begins) WINDOW in_order AS (ORDER BY sequence_vertices.rank, sequence_vertices.place)) parts WHERE (parts.is_repeated IS NOT TRUE) GROUP BY parts.part HAVING (count(*) > 1)) lines);

CREATE OR REPLACE FUNCTION compute_sequence_summary(sequence_id uuid, OUT computed_type text, OUT computed_model text, OUT computed_h_pixel_density integer, OUT computed_capture_date date, OUT computed_gps_accuracy double precision)
 RETURNS record
 LANGUAGE sql
 STABLE PARALLEL SAFE
BEGIN ATOMIC
 SELECT
         CASE
             WHEN ((count(taken.type) = count(*)) AND (min(taken.type) = max(taken.type))) THEN min(taken.type)
             ELSE NULL::text
         END AS "case",
         CASE
             WHEN ((count(taken.model) = count(*)) AND (min(taken.model) = max(taken.model))) THEN min(taken.model)
             ELSE NULL::text
         END AS "case",
         CASE
             WHEN ((count(taken.density) = count(*)) AND (min(taken.density) = max(taken.density))) THEN min(taken.density)
             ELSE NULL::integer
         END AS "case",
     ((min(taken.ts) AT TIME ZONE 'UTC'::text))::date AS timezone,
     percentile_cont((0.9)::double precision) WITHIN GROUP (ORDER BY taken.gps_accuracy_m) AS percentile_cont
    FROM ( SELECT shown_pictures.ts,
             shown_pictures.gps_accuracy_m,
             shown_pictures.h_pixel_density AS density,
             (shown_pictures.metadata ->> 'type'::text) AS type,
             NULLIF(TRIM(BOTH FROM concat_ws(' '::text, (shown_pictures.metadata ->> 'make'::text), (shown_pictures.metadata ->> 'model'::text))), ''::text) AS model
            FROM shown_pictures(compute_sequence_summary.sequence_id, false) shown_pictures(rank, geom, ts, gps_accuracy_m, h_pixel_density, metadata)) taken;
END;

CREATE OR REPLACE FUNCTION count_files_of_upload_sets()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE upload_sets SET nb_files = nb_files + added.number
  FROM (SELECT upload_set_id, count(*) AS number FROM new_rows GROUP BY upload_set_id) AS added
  WHERE id = added.upload_set_id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION delete_upload_set_on_last_picture()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  touched uuid[] := ARRAY(SELECT DISTINCT upload_set_id FROM old_rows WHERE upload_set_id IS NOT NULL);
BEGIN
  PERFORM FROM upload_sets WHERE id = ANY (touched) ORDER BY id FOR UPDATE;
  DELETE FROM upload_sets
  WHERE id = ANY (touched) AND NOT EXISTS (SELECT FROM pictures WHERE upload_set_id = upload_sets.id);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION expire_cells_of_changed_picture()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM expire_grid_cells(ARRAY[grid_cell(OLD.geom), grid_cell(NEW.geom)]);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION expire_cells_of_changed_sequences()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF is_in_parts() THEN RETURN NULL; END IF;
  PERFORM expire_grid_cells(ARRAY(
    SELECT DISTINCT grid_cell(pictures.geom)
    FROM old_rows former JOIN new_rows latter USING (id)
    JOIN sequences_pictures ON seq_id = latter.id JOIN pictures ON pictures.id = pic_id
    WHERE former.visibility IS DISTINCT FROM latter.visibility OR former.status <> latter.status));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION expire_cells_of_changed_upload_set()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM expire_grid_cells(ARRAY(SELECT DISTINCT grid_cell(geom) FROM pictures WHERE upload_set_id = NEW.id));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION expire_cells_of_deleted_pictures()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM expire_grid_cells(ARRAY(SELECT DISTINCT grid_cell(geom) FROM old_rows));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION expire_cells_of_moved_links()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM expire_grid_cells(ARRAY(
    SELECT DISTINCT grid_cell(pictures.geom)
    FROM changed_rows JOIN pictures ON pictures.id = pic_id LEFT JOIN sequences ON sequences.id = seq_id
    WHERE TG_OP = 'DELETE' OR sequences.status = 'ready'));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION expire_grid_cells(cells geometry[])
 RETURNS void
 LANGUAGE sql
BEGIN ATOMIC
 INSERT INTO pictures_aggregate_grid_expired (geom)  SELECT DISTINCT cell.cell
            FROM unnest(expire_grid_cells.cells) cell(cell)
           ORDER BY cell.cell ON CONFLICT(geom) DO UPDATE SET inserted_at = clock_timestamp();
END;

CREATE OR REPLACE FUNCTION extent_between(sequence_id uuid, line box2d, bbox box2d)
 RETURNS box2d
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  number bigint;
  extent box2d;
BEGIN
  SELECT max(found.number), ST_Extent(found.geom) FILTER (WHERE found.is_shown)::box2d INTO number, extent
  FROM (
    SELECT near.geom, count(*) OVER () AS number, EXISTS (
        SELECT FROM sequences_pictures sp JOIN sequences s ON s.id = sp.seq_id JOIN pictures p ON p.id = sp.pic_id
        WHERE sp.pic_id = near.id AND sp.seq_id = sequence_id AND is_shared_with_sequence(p, s.visibility)
      ) AS is_shown
    FROM (
      SELECT side FROM (VALUES
        (ST_XMin(bbox) < ST_XMin(line), ST_MakeEnvelope(ST_XMin(bbox), ST_YMin(bbox), ST_XMin(line), ST_YMax(bbox), 4326)),
        (ST_XMax(bbox) > ST_XMax(line), ST_MakeEnvelope(ST_XMax(line), ST_YMin(bbox), ST_XMax(bbox), ST_YMax(bbox), 4326)),
        (ST_YMin(bbox) < ST_YMin(line), ST_MakeEnvelope(ST_XMin(bbox), ST_YMin(bbox), ST_XMax(bbox), ST_YMin(line), 4326)),
        (ST_YMax(bbox) > ST_YMax(line), ST_MakeEnvelope(ST_XMin(bbox), ST_YMax(line), ST_XMax(bbox), ST_YMax(bbox), 4326))
      ) AS sides (is_wide, side) WHERE is_wide
    ) AS sides
    CROSS JOIN LATERAL (SELECT id, geom FROM pictures WHERE geom && side LIMIT most_near_pictures()) AS near
  ) AS found;
  IF number >= most_near_pictures() THEN RETURN NULL; END IF;
  RETURN CASE WHEN extent IS NULL THEN line ELSE joined_bbox(line, extent) END;
END $function$;

CREATE OR REPLACE FUNCTION first_shown_since(sequence_id uuid, moment timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
RETURN (SELECT near.ts FROM (((SELECT p.*::pictures AS picture, p.id, p.ts FROM pictures p WHERE (p.ts >= first_shown_since.moment) ORDER BY p.ts, p.id LIMIT most_near_pictures()) near JOIN sequences_pictures sp ON ((sp.pic_id = near.id))) JOIN sequences s ON ((s.id = sp.seq_id))) WHERE ((sp.seq_id = first_shown_since.sequence_id) AND is_shared_with_sequence(near.picture, s.visibility)) ORDER BY near.ts LIMIT 1);

CREATE OR REPLACE FUNCTION generate_default_token()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO tokens (account_id, description) SELECT id, 'default token' FROM new_rows;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION grid_cell(geom geometry)
 RETURNS geometry
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN st_snaptogrid(geom, (0.1)::double precision);

CREATE OR REPLACE FUNCTION h_pixel_density(metadata jsonb)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN ((jsonb_typeof((metadata -> 'width'::text)) = 'number'::text) AND (jsonb_typeof((metadata -> 'field_of_view'::text)) = 'number'::text)) THEN (round((((metadata ->> 'width'::text))::numeric / NULLIF(((metadata ->> 'field_of_view'::text))::numeric, (0)::numeric))))::integer ELSE NULL::integer END;

CREATE OR REPLACE FUNCTION hide_reported()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  editor uuid := coalesce(NEW.reporter_account_id, (SELECT id FROM accounts WHERE is_default));
  reporters integer;
BEGIN
  -- Somebody has already looked at what is reported and left it visible: a further anonymous report does not overrule that.
  IF NEW.reporter_account_id IS NULL AND EXISTS (
    SELECT FROM reports r WHERE r.status = 'closed_ignored' AND r.issue = NEW.issue
      AND CASE WHEN NEW.picture_id IS NOT NULL THEN r.picture_id = NEW.picture_id
        ELSE r.sequence_id = NEW.sequence_id AND r.picture_id IS NULL END
  ) THEN
    RETURN NEW;
  END IF;

  IF NEW.picture_id IS NOT NULL THEN
    SELECT visibility INTO NEW.previous_visibility FROM pictures WHERE id = NEW.picture_id;
    NEW.has_hidden := FOUND AND NEW.previous_visibility IS DISTINCT FROM 'owner-only';
    UPDATE pictures SET visibility = 'owner-only', last_account_to_edit = editor WHERE id = NEW.picture_id;
  ELSE
    -- Locked, so that of several reports at the same time the last one sees the others.
    SELECT visibility INTO NEW.previous_visibility FROM sequences WHERE id = NEW.sequence_id FOR UPDATE;
    NEW.has_hidden := FOUND AND NEW.previous_visibility IS DISTINCT FROM 'owner-only';
    IF NEW.reporter_account_id IS NULL THEN
      SELECT count(DISTINCT reporter) INTO reporters FROM (
        SELECT coalesce(NEW.reporter_key, '') AS reporter
        UNION ALL
        SELECT coalesce(r.reporter_account_id::text, r.reporter_key, '') FROM reports r
        WHERE r.sequence_id = NEW.sequence_id AND r.picture_id IS NULL AND r.status IN ('open', 'open_autofix', 'waiting')
          AND r.issue IN ('blur_missing', 'inappropriate', 'privacy', 'copyright')
      ) AS known;
      IF reporters < 3 THEN
        NEW.has_hidden := false;
        NEW.previous_visibility := NULL;
        RETURN NEW;
      END IF;
    END IF;
    UPDATE sequences SET visibility = 'owner-only', last_account_to_edit = editor WHERE id = NEW.sequence_id;
  END IF;
  NEW.status := 'open_autofix';
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION is_in_parts()
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN COALESCE((current_setting('panoramax.in_parts'::text, true) = 'on'::text), false);

CREATE OR REPLACE FUNCTION is_long_sequence(id uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (EXISTS (SELECT FROM sequences_pictures WHERE (sequences_pictures.seq_id = is_long_sequence.id) OFFSET (pictures_of_long_sequence() - 1)));

CREATE OR REPLACE FUNCTION is_picture_in_excluded_area()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  is_general boolean;
BEGIN
  SELECT bool_or(account_id IS NULL) INTO is_general FROM excluded_areas
  WHERE ST_Contains(geom, NEW.geom) AND (account_id IS NULL OR account_id = NEW.account_id);
  IF is_general THEN
    RAISE EXCEPTION USING ERRCODE = 'PX001', MESSAGE = 'The picture is located within a general excluded area.';
  ELSIF NOT is_general THEN
    RAISE EXCEPTION USING ERRCODE = 'PX002', MESSAGE = 'The picture is located within one of your own excluded area.';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION is_picture_visible_by_user(picture pictures, caller uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (((picture).visibility IS NULL) OR ((picture).visibility = 'anyone'::visibility_status) OR (((picture).visibility = 'logged-only'::visibility_status) AND (caller IS NOT NULL)) OR (((picture).visibility = 'owner-only'::visibility_status) AND (NOT ((picture).account_id IS DISTINCT FROM caller))));

CREATE OR REPLACE FUNCTION is_sequence_visible_by_user(sequence sequences, caller uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (((sequence).visibility IS NULL) OR ((sequence).visibility = 'anyone'::visibility_status) OR (((sequence).visibility = 'logged-only'::visibility_status) AND (caller IS NOT NULL)) OR (((sequence).visibility = 'owner-only'::visibility_status) AND (NOT ((sequence).account_id IS DISTINCT FROM caller))));

CREATE OR REPLACE FUNCTION is_shared_with_sequence(picture pictures, audience visibility_status)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (((picture).status <> 'waiting-for-delete'::picture_status) AND ((COALESCE(audience, 'anyone'::visibility_status) = 'owner-only'::visibility_status) OR (((picture).status <> 'hidden'::picture_status) AND ((COALESCE((picture).visibility, 'anyone'::visibility_status) = 'anyone'::visibility_status) OR (((picture).visibility = 'logged-only'::visibility_status) AND (audience = 'logged-only'::visibility_status))))));

CREATE OR REPLACE FUNCTION is_upload_set_visible_by_user(upload_set upload_sets, caller uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (((upload_set).visibility IS NULL) OR ((upload_set).visibility = 'anyone'::visibility_status) OR (((upload_set).visibility = 'logged-only'::visibility_status) AND (caller IS NOT NULL)) OR (((upload_set).visibility = 'owner-only'::visibility_status) AND (NOT ((upload_set).account_id IS DISTINCT FROM caller))));

CREATE OR REPLACE FUNCTION joined_bbox(bbox box2d, more box2d)
 RETURNS box2d
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (SELECT st_makebox2d(st_makepoint((narrowest.west - (narrowest.turn)::double precision), LEAST(st_ymin((joined_bbox.bbox)::box3d), st_ymin((joined_bbox.more)::box3d))), st_makepoint((narrowest.east - (narrowest.turn)::double precision), GREATEST(st_ymax((joined_bbox.bbox)::box3d), st_ymax((joined_bbox.more)::box3d)))) AS st_makebox2d FROM (SELECT sides.west, sides.east, CASE WHEN (sides.west < ('-180'::integer)::double precision) THEN '-360'::integer WHEN (sides.west > (180)::double precision) THEN 360 ELSE 0 END AS turn FROM ((VALUES (0), (360), ('-360'::integer)) moved(by) CROSS JOIN LATERAL (SELECT LEAST(st_xmin((joined_bbox.bbox)::box3d), (st_xmin((joined_bbox.more)::box3d) + (moved.by)::double precision)) AS west, GREATEST(st_xmax((joined_bbox.bbox)::box3d), (st_xmax((joined_bbox.more)::box3d) + (moved.by)::double precision)) AS east) sides) ORDER BY (sides.east - sides.west), (abs(moved.by)) LIMIT 1) narrowest);

CREATE OR REPLACE FUNCTION last_shown_until(sequence_id uuid, moment timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
RETURN (SELECT near.ts FROM (((SELECT p.*::pictures AS picture, p.id, p.ts FROM pictures p WHERE (p.ts <= last_shown_until.moment) ORDER BY p.ts DESC, p.id DESC LIMIT most_near_pictures()) near JOIN sequences_pictures sp ON ((sp.pic_id = near.id))) JOIN sequences s ON ((s.id = sp.seq_id))) WHERE ((sp.seq_id = last_shown_until.sequence_id) AND is_shared_with_sequence(near.picture, s.visibility)) ORDER BY near.ts DESC LIMIT 1);

CREATE OR REPLACE FUNCTION line_without(line geometry, place geometry)
 RETURNS geometry
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
DECLARE
  sought bytea := substring(ST_AsBinary(place, 'NDR') FROM 6);
  vertices bytea := substring(ST_AsBinary(line, 'NDR') FROM 10);
  passed integer := 0;
  found integer;
BEGIN
  LOOP
    found := position(sought IN substring(vertices FROM 16 * passed + 1)) - 1;
    EXIT WHEN found < 0;
    passed := passed + found / 16;
    IF found % 16 = 0 THEN
      IF length(vertices) <= 32 THEN RETURN NULL; END IF;
      line := ST_RemovePoint(line, passed);
      vertices := overlay(vertices PLACING '' FROM 16 * passed + 1 FOR 16);
    ELSE
      passed := passed + 1;
    END IF;
  END LOOP;
  RETURN line;
END $function$;

CREATE OR REPLACE FUNCTION lines_without(lines geometry, places geometry[])
 RETURNS geometry
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
DECLARE
  place geometry;
BEGIN
  FOREACH place IN ARRAY places LOOP
    IF lines && place THEN
      lines := (
        SELECT ST_Multi(ST_Collect(CASE WHEN geom && place THEN line_without(geom, place) ELSE geom END ORDER BY path))
        FROM ST_Dump(lines));
    END IF;
  END LOOP;
  RETURN lines;
END $function$;

CREATE OR REPLACE FUNCTION most_changed_pictures()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN 100;

CREATE OR REPLACE FUNCTION most_near_pictures()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN 1000;

CREATE OR REPLACE FUNCTION narrower_bbox(usual box2d, shifted box2d)
 RETURNS box2d
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (((st_xmax((usual)::box3d) - st_xmin((usual)::box3d)) > (180)::double precision) AND ((st_xmax((shifted)::box3d) - st_xmin((shifted)::box3d)) < (st_xmax((usual)::box3d) - st_xmin((usual)::box3d)))) THEN shifted ELSE usual END;

CREATE OR REPLACE FUNCTION notify_map_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM pg_notify('panoramax_map', '');
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION notify_runners()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM pg_notify('panoramax_jobs', task::text)
  FROM (SELECT DISTINCT task FROM new_rows WHERE claimed_until IS NULL OR claimed_until <= clock_timestamp()) queued;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION picture_edited_values(picture pictures)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
RETURN (COALESCE((picture).metadata, '{}'::jsonb) || jsonb_build_object('visibility', (picture).visibility, 'ts', (picture).ts, 'geom', (st_asgeojson((picture).geom))::jsonb, 'heading', (picture).heading, 'heading_computed', (picture).heading_computed, 'gps_accuracy_m', (picture).gps_accuracy_m));

CREATE OR REPLACE FUNCTION picture_insertion()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO job_queue (picture_id, task, args)
  SELECT id, 'prepare',
    CASE WHEN metadata -> 'blurredByAuthor' = 'true' THEN jsonb_build_object('skip_blurring', true) END
  FROM new_rows
  ON CONFLICT (picture_id) DO NOTHING;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION picture_modification_history()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  before jsonb := picture_edited_values(OLD);
  after jsonb := picture_edited_values(NEW);
  replaced jsonb := replaced_values(before, after);
BEGIN
  INSERT INTO pictures_changes (picture_id, account_id, previous_value_changed, sequences_changes_id)
  VALUES (NEW.id, NEW.last_account_to_edit, replaced,
    (SELECT change.id FROM sequences_changes change JOIN sequences_pictures ON seq_id = sequence_id
     WHERE change.id = nullif(current_setting('panoramax.sequences_changes_id', true), '')::uuid AND pic_id = NEW.id));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION picture_semantics_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE pictures SET updated_at = strictly_after(updated_at) WHERE id IN (SELECT picture_id FROM new_rows);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION pictures_hpixdens()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.h_pixel_density := h_pixel_density(NEW.metadata);
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION pictures_of_long_sequence()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN 500;

CREATE OR REPLACE FUNCTION pictures_update_ts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.updated_at := strictly_after(OLD.updated_at);
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION pictures_updates_on_sequences()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  shown_otherwise uuid[] := ARRAY(
    SELECT id FROM (
      SELECT id, geom, ts, visibility, status IN ('hidden', 'waiting-for-delete') FROM new_rows
      EXCEPT SELECT id, geom, ts, visibility, status IN ('hidden', 'waiting-for-delete') FROM old_rows
    ) AS changed);
  edited uuid[] := ARRAY(
    SELECT id FROM (SELECT id, updated_at FROM new_rows EXCEPT SELECT id, updated_at FROM old_rows) AS changed);
  touched uuid[];
  long uuid[] := '{}';
BEGIN
  IF cardinality(shown_otherwise) > 0 THEN
    touched := ARRAY(
      SELECT id FROM sequences WHERE id IN (SELECT seq_id FROM sequences_pictures WHERE pic_id = ANY (shown_otherwise))
      ORDER BY id FOR NO KEY UPDATE);
    IF cardinality(shown_otherwise) <= most_changed_pictures() THEN
      long := ARRAY(SELECT id FROM unnest(touched) AS id WHERE is_long_sequence(id));
    END IF;
    IF cardinality(long) < cardinality(touched) THEN
      PERFORM refresh_sequences(ARRAY(SELECT id FROM unnest(touched) AS id WHERE id <> ALL (long)));
    END IF;
    -- MATERIALIZED: of the rows before and after, those that count are picked once, not once for each of the others.
    PERFORM change_long_sequence(ROW(seq_id, added, left_places, left_times, first_ts, last_ts,
      narrower_bbox(extent, shifted), hides)::sequence_change)
    FROM (
      WITH former_ones AS MATERIALIZED (
        SELECT sp.seq_id, sp.rank, former.geom, former.ts, is_shared_with_sequence(former, s.visibility) AS is_shown
        FROM old_rows former JOIN sequences_pictures sp ON sp.pic_id = former.id JOIN sequences s ON s.id = sp.seq_id
        WHERE former.id = ANY (shown_otherwise) AND s.id = ANY (long)
      ), latter_ones AS MATERIALIZED (
        SELECT sp.seq_id, sp.rank, latter.geom, latter.ts, is_shared_with_sequence(latter, s.visibility) AS is_shown
        FROM new_rows latter JOIN sequences_pictures sp ON sp.pic_id = latter.id JOIN sequences s ON s.id = sp.seq_id
        WHERE latter.id = ANY (shown_otherwise) AND s.id = ANY (long)
      )
      SELECT seq_id, count(*) FILTER (WHERE l.is_shown) - count(*) FILTER (WHERE f.is_shown) AS added,
        coalesce(array_agg(f.geom) FILTER (WHERE f.is_shown AND (NOT l.is_shown OR f.geom IS DISTINCT FROM l.geom)), '{}')
          AS left_places,
        coalesce(array_agg(f.ts) FILTER (WHERE f.is_shown AND (NOT l.is_shown OR f.ts IS DISTINCT FROM l.ts)), '{}') AS left_times,
        min(l.ts) FILTER (WHERE l.is_shown) AS first_ts, max(l.ts) FILTER (WHERE l.is_shown) AS last_ts,
        (ST_Extent(l.geom) FILTER (WHERE l.is_shown))::box2d AS extent,
        (ST_Extent(ST_ShiftLongitude(l.geom)) FILTER (WHERE l.is_shown))::box2d AS shifted,
        bool_or(NOT l.is_shown) AS hides
      FROM former_ones f JOIN latter_ones l USING (seq_id, rank) GROUP BY seq_id ORDER BY seq_id
    ) AS changes
    WHERE cardinality(long) > 0;
  END IF;
  IF cardinality(edited) > 0 THEN
    UPDATE sequences SET updated_at = strictly_after(updated_at) WHERE id IN (
      SELECT id FROM sequences WHERE id IN (SELECT seq_id FROM sequences_pictures WHERE pic_id = ANY (edited))
        AND id <> ALL (coalesce(touched, '{}'))
      ORDER BY id FOR NO KEY UPDATE
    );
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION queue_finalizations(sequence_ids uuid[])
 RETURNS void
 LANGUAGE sql
BEGIN ATOMIC
 INSERT INTO job_queue (sequence_id, task, args)  SELECT sequences.id,
             'finalize',
             '{"keeps_headings": true}'
            FROM sequences
           WHERE ((sequences.id = ANY (queue_finalizations.sequence_ids)) AND (sequences.status = ANY (ARRAY['ready'::sequence_status, 'hidden'::sequence_status])))
           ORDER BY sequences.id ON CONFLICT(sequence_id) DO UPDATE SET seq = DEFAULT
   WHERE (job_queue.task = 'finalize'::job_type);
END;

CREATE OR REPLACE FUNCTION refresh_sequence_of_other_visibility()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF is_long_sequence(NEW.id) THEN
    IF NEW.visibility = 'owner-only' OR (NEW.visibility = 'logged-only' AND OLD.visibility IS DISTINCT FROM 'owner-only') THEN
      IF OLD.has_private_pictures THEN PERFORM queue_finalizations(ARRAY[NEW.id]); END IF;
      RETURN NULL;
    END IF;
    IF NOT OLD.has_private_pictures AND NOT EXISTS (
      SELECT FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
      WHERE sp.seq_id = NEW.id AND NOT is_shared_with_sequence(p, NEW.visibility)
    ) THEN
      RETURN NULL;
    END IF;
  END IF;
  PERFORM refresh_sequences(ARRAY[NEW.id]);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION refresh_sequences(sequence_ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM FROM sequences WHERE id = ANY (sequence_ids) ORDER BY id FOR NO KEY UPDATE;
  UPDATE sequences s SET
    nb_pictures = taken.number,
    min_picture_ts = taken.first_ts,
    max_picture_ts = taken.last_ts,
    has_private_pictures = taken.has_private,
    computed_type = CASE WHEN taken.is_finalized THEN taken.computed_type END,
    computed_model = CASE WHEN taken.is_finalized THEN taken.computed_model END,
    computed_h_pixel_density = CASE WHEN taken.is_finalized THEN taken.computed_h_pixel_density END,
    computed_capture_date = CASE WHEN taken.is_finalized THEN taken.computed_capture_date END,
    computed_gps_accuracy = CASE WHEN taken.is_finalized THEN taken.computed_gps_accuracy END,
    geom = CASE WHEN s.status = 'deleted' THEN s.geom ELSE compute_sequence_geom(s.id) END,
    bbox = CASE WHEN s.status = 'deleted' THEN s.bbox ELSE compute_sequence_bbox(s.id) END
  FROM (
    SELECT sequence.id, counted.*, summary.*,
      sequence.status IN ('ready', 'hidden') OR sequence.computed_capture_date IS NOT NULL AS is_finalized
    FROM sequences sequence
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE is_shared) AS number, min(ts) FILTER (WHERE is_shared) AS first_ts,
        max(ts) FILTER (WHERE is_shared) AS last_ts, coalesce(bool_or(NOT is_shared), false) AS has_private
      FROM (
        SELECT p.ts, is_shared_with_sequence(p, sequence.visibility) AS is_shared
        FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id WHERE sp.seq_id = sequence.id
      ) AS members
    ) AS counted
    CROSS JOIN LATERAL compute_sequence_summary(sequence.id) AS summary
    WHERE sequence.id = ANY (sequence_ids)
  ) AS taken
  WHERE s.id = taken.id;
END $function$;

CREATE OR REPLACE FUNCTION refuse_id_of_camera()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM allsky_cameras WHERE uuid = NEW.id) THEN
    RAISE unique_violation USING MESSAGE = 'A camera has the id ' || NEW.id, CONSTRAINT = 'sequences_pkey';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION refuse_id_of_sequence()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM sequences WHERE id = NEW.uuid) AND NOT EXISTS (SELECT FROM allsky_cameras WHERE uuid = NEW.uuid) THEN
    RAISE unique_violation USING MESSAGE = 'A sequence has the id ' || NEW.uuid, CONSTRAINT = 'allsky_cameras_uuid_key';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION replaced_values(before jsonb, after jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  replaced jsonb;
BEGIN
  SELECT jsonb_object_agg(key, value) INTO replaced FROM jsonb_each(before) WHERE after -> key IS DISTINCT FROM value;
  RETURN replaced;
END $function$;

CREATE OR REPLACE FUNCTION report_update_ts_closed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NEW.status IN ('closed_solved', 'closed_ignored') THEN
    NEW.ts_closed := clock_timestamp();
  ELSE
    NEW.ts_closed := NULL;
    NEW.resolver_account_id := NULL;
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION sequence_edited_values(sequence sequences)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
RETURN (COALESCE((sequence).metadata, '{}'::jsonb) || jsonb_build_object('visibility', (sequence).visibility, 'current_sort', (sequence).current_sort));

CREATE OR REPLACE FUNCTION sequence_modification_history()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  before jsonb := sequence_edited_values(OLD);
  after jsonb := sequence_edited_values(NEW);
  replaced jsonb := replaced_values(before, after);
  change_id uuid;
BEGIN
  INSERT INTO sequences_changes (sequence_id, account_id, previous_value_changed)
  VALUES (NEW.id, NEW.last_account_to_edit, replaced)
  RETURNING id INTO change_id;
  PERFORM set_config('panoramax.sequences_changes_id', change_id::text, true);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION sequence_semantics_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE sequences SET updated_at = strictly_after(updated_at) WHERE id IN (SELECT sequence_id FROM new_rows);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION sequence_vertices(sequence_id uuid, of_all boolean, first_rank bigint DEFAULT NULL::bigint, last_rank bigint DEFAULT NULL::bigint)
 RETURNS TABLE(rank bigint, place integer, geom geometry, begins boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE
BEGIN ATOMIC
 WITH steps AS (
          SELECT pairs.rank,
             pairs.geom,
             pairs.former,
             (st_distance((pairs.geom)::geography, (pairs.former)::geography) > (75)::double precision) AS is_far,
             (abs((st_x(pairs.geom) - st_x(pairs.former))) > (180)::double precision) AS crosses
            FROM ( SELECT shown_pictures.rank,
                     shown_pictures.geom,
                     lag(shown_pictures.geom) OVER (ORDER BY shown_pictures.rank) AS former
                    FROM shown_pictures(sequence_vertices.sequence_id, sequence_vertices.of_all) shown_pictures(rank, geom, ts, gps_accuracy_m, h_pixel_density, metadata)
                   WHERE (((sequence_vertices.first_rank IS NULL) OR (shown_pictures.rank >= sequence_vertices.first_rank)) AND ((sequence_vertices.last_rank IS NULL) OR (shown_pictures.rank <= sequence_vertices.last_rank)))) pairs
         )
  SELECT steps.rank,
     3 AS place,
     steps.geom,
     steps.is_far AS begins
    FROM steps
 UNION ALL
  SELECT steps.rank,
     side.place,
     st_setsrid(st_makepoint(side.place_longitude, (st_y(steps.former) + (way.share * (st_y(steps.geom) - st_y(steps.former))))), 4326) AS st_setsrid,
     side.begins
    FROM ((steps
      CROSS JOIN LATERAL ( SELECT COALESCE(((((180)::double precision * sign(st_x(steps.former))) - st_x(steps.former)) / NULLIF(((st_x(steps.geom) - st_x(steps.former)) + ((360)::double precision * sign(st_x(steps.former)))), (0)::double precision)), (0)::double precision) AS share) way)
      CROSS JOIN LATERAL ( VALUES (1,((180)::double precision * sign(st_x(steps.former))),false), (2,(('-180'::integer)::double precision * sign(st_x(steps.former))),true)) side(place, place_longitude, begins))
   WHERE (steps.crosses AND (NOT steps.is_far));
END;

CREATE OR REPLACE FUNCTION sequences_update_ts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.updated_at := strictly_after(OLD.updated_at);
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION shown_pictures(sequence_id uuid, of_all boolean)
 RETURNS TABLE(rank bigint, geom geometry, ts timestamp with time zone, gps_accuracy_m double precision, h_pixel_density integer, metadata jsonb)
 LANGUAGE sql
 STABLE PARALLEL SAFE
BEGIN ATOMIC
 SELECT sp.rank,
     p.geom,
     p.ts,
     p.gps_accuracy_m,
     p.h_pixel_density,
     p.metadata
    FROM ((sequences_pictures sp
      JOIN pictures p ON ((p.id = sp.pic_id)))
      JOIN sequences s ON ((s.id = sp.seq_id)))
   WHERE ((sp.seq_id = shown_pictures.sequence_id) AND (shown_pictures.of_all OR is_shared_with_sequence(p.*, s.visibility)));
END;

CREATE OR REPLACE FUNCTION strictly_after(previous timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
RETURN GREATEST(clock_timestamp(), (previous + '00:00:00.000001'::interval));

CREATE OR REPLACE FUNCTION update_sequence_on_new_ranks()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  touched uuid[];
  long uuid[] := '{}';
BEGIN
  IF is_in_parts() THEN
    -- For "updated_at".
    UPDATE sequences SET nb_pictures = nb_pictures WHERE id IN (SELECT seq_id FROM new_rows);
    RETURN NULL;
  END IF;
  touched := ARRAY(
    SELECT id FROM sequences WHERE id IN (SELECT seq_id FROM old_rows UNION SELECT seq_id FROM new_rows)
    ORDER BY id FOR NO KEY UPDATE);
  IF NOT EXISTS (SELECT seq_id, pic_id FROM new_rows EXCEPT SELECT seq_id, pic_id FROM old_rows) THEN
    long := ARRAY(SELECT id FROM unnest(touched) AS id WHERE is_long_sequence(id));
    UPDATE sequences SET nb_pictures = nb_pictures WHERE id = ANY (long);
    PERFORM queue_finalizations(long);
  END IF;
  IF cardinality(long) < cardinality(touched) THEN
    PERFORM refresh_sequences(ARRAY(SELECT id FROM unnest(touched) AS id WHERE id <> ALL (long)));
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION update_sequence_on_picture_insertion()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM FROM sequences WHERE id IN (SELECT seq_id FROM new_rows) ORDER BY id FOR NO KEY UPDATE;
  UPDATE sequences SET
    nb_pictures = nb_pictures + added.number,
    min_picture_ts = least(min_picture_ts, added.first_ts),
    max_picture_ts = greatest(max_picture_ts, added.last_ts),
    has_private_pictures = has_private_pictures OR added.has_private,
    bbox = CASE WHEN bbox IS NOT NULL AND added.extent IS NOT NULL THEN joined_bbox(bbox, added.extent) ELSE bbox END
  FROM (
    SELECT seq_id, count(*) FILTER (WHERE is_shared) AS number, min(ts) FILTER (WHERE is_shared) AS first_ts,
      max(ts) FILTER (WHERE is_shared) AS last_ts, bool_or(NOT is_shared) AS has_private,
      narrower_bbox(ST_Extent(geom) FILTER (WHERE is_shared)::box2d,
        ST_Extent(ST_ShiftLongitude(geom)) FILTER (WHERE is_shared)::box2d) AS extent
    FROM (
      SELECT seq_id, p.ts, p.geom, is_shared_with_sequence(p, s.visibility) AS is_shared
      FROM new_rows JOIN pictures p ON p.id = pic_id JOIN sequences s ON s.id = seq_id
    ) AS members
    GROUP BY seq_id
  ) AS added
  WHERE sequences.id = added.seq_id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION update_sequence_on_sequences_pictures_deletion()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  touched uuid[];
  long uuid[];
BEGIN
  IF is_in_parts() THEN
    UPDATE sequences SET nb_pictures = nb_pictures - taken.number
    FROM (
      SELECT seq_id, count(*) FILTER (WHERE is_shared_with_sequence(p, s.visibility)) AS number
      FROM old_rows JOIN pictures p ON p.id = pic_id JOIN sequences s ON s.id = seq_id GROUP BY seq_id
    ) AS taken
    WHERE sequences.id = taken.seq_id AND status <> 'deleted';
    RETURN NULL;
  END IF;
  touched := ARRAY(
    SELECT id FROM sequences WHERE id IN (SELECT seq_id FROM old_rows) ORDER BY id FOR NO KEY UPDATE);
  IF (SELECT count(*) FROM old_rows) <= most_changed_pictures() THEN
    long := ARRAY(
      SELECT id FROM unnest(touched) AS id WHERE is_long_sequence(id)
      AND NOT EXISTS (SELECT FROM old_rows WHERE seq_id = id AND NOT EXISTS (SELECT FROM pictures p WHERE p.id = pic_id)));
    PERFORM change_long_sequence(ROW(seq_id, -number, places, times, NULL, NULL, NULL, false)::sequence_change)
    FROM (
      SELECT seq_id, count(*) FILTER (WHERE was_shown) AS number, coalesce(array_agg(geom) FILTER (WHERE was_shown), '{}') AS places,
        coalesce(array_agg(ts) FILTER (WHERE was_shown), '{}') AS times
      FROM (
        SELECT seq_id, p.geom, p.ts, is_shared_with_sequence(p, s.visibility) AS was_shown
        FROM old_rows JOIN pictures p ON p.id = pic_id JOIN sequences s ON s.id = seq_id WHERE seq_id = ANY (long)
      ) AS members
      GROUP BY seq_id ORDER BY seq_id
    ) AS changes;
    touched := ARRAY(SELECT id FROM unnest(touched) AS id WHERE id <> ALL (long));
  END IF;
  IF cardinality(touched) > 0 THEN PERFORM refresh_sequences(touched); END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION upload_set_completion()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO job_queue (upload_set_id, task) VALUES (NEW.id, 'dispatch')
  ON CONFLICT (upload_set_id) DO UPDATE SET ts = clock_timestamp(), seq = DEFAULT;
  RETURN NULL;
END $function$;
