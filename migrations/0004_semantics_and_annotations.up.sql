-- Tags: key and value pairs on upload sets, sequences, pictures, and on parts of pictures (annotations).

CREATE TABLE upload_sets_semantics (
  upload_set_id uuid NOT NULL REFERENCES upload_sets (id) ON DELETE CASCADE,
  key text NOT NULL,
  value text NOT NULL,
  account_id uuid REFERENCES accounts (id) ON DELETE SET NULL,
  PRIMARY KEY (upload_set_id, key, value)
);

CREATE TABLE sequences_semantics (
  sequence_id uuid NOT NULL REFERENCES sequences (id) ON DELETE CASCADE,
  key text NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (sequence_id, key, value)
);
CREATE INDEX sequences_semantics_keyval_idx ON sequences_semantics (key, value);

CREATE TABLE pictures_semantics (
  picture_id uuid NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
  key text NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (picture_id, key, value)
);
CREATE INDEX pictures_semantics_keyval_idx ON pictures_semantics (key, value);

CREATE TABLE annotations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  picture_id uuid NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
  shape jsonb NOT NULL
);
CREATE INDEX annotations_picture_id_idx ON annotations (picture_id);
COMMENT ON COLUMN annotations.shape IS 'GeoJSON Polygon in pixels of the HD picture, origin at its top left';

CREATE TABLE annotations_semantics (
  annotation_id uuid NOT NULL REFERENCES annotations (id) ON DELETE CASCADE,
  key text NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (annotation_id, key, value)
);
CREATE INDEX annotations_semantics_keyval_idx ON annotations_semantics (key, value);

CREATE TABLE pictures_semantics_history (
  picture_id uuid NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
  account_id uuid REFERENCES accounts (id) ON DELETE SET NULL,
  ts timestamptz NOT NULL DEFAULT clock_timestamp(),
  updates jsonb NOT NULL
);
CREATE INDEX pictures_semantics_history_picture_id_idx ON pictures_semantics_history (picture_id, ts);

CREATE TABLE sequences_semantics_history (
  sequence_id uuid NOT NULL REFERENCES sequences (id) ON DELETE CASCADE,
  account_id uuid REFERENCES accounts (id) ON DELETE SET NULL,
  ts timestamptz NOT NULL DEFAULT clock_timestamp(),
  updates jsonb NOT NULL
);
CREATE INDEX sequences_semantics_history_sequence_id_idx ON sequences_semantics_history (sequence_id, ts);
