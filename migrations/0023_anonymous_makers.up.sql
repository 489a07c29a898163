-- What was made without credentials, so that only whoever made it may go on with it.

CREATE TABLE anonymous_makers (
  upload_set_id uuid UNIQUE REFERENCES upload_sets (id) ON DELETE CASCADE,
  sequence_id uuid UNIQUE REFERENCES sequences (id) ON DELETE CASCADE,
  secret_hash bytea NOT NULL,
  address varchar,
  last_seen_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CHECK (num_nonnulls(upload_set_id, sequence_id) = 1)
);
CREATE INDEX anonymous_makers_address_idx ON anonymous_makers (last_seen_at) WHERE address IS NOT NULL;
COMMENT ON TABLE anonymous_makers IS 'Upload sets and collections that were made without credentials, and by whom';
COMMENT ON COLUMN anonymous_makers.secret_hash IS 'SHA-256 of the secret that was returned when the object was made';
COMMENT ON COLUMN anonymous_makers.address IS 'IP address it was made from (of IPv6 the first 64 bits). Forgotten a day '
  'after it was last used';
COMMENT ON COLUMN anonymous_makers.last_seen_at IS 'When the address was last used to change the object, to the hour';
