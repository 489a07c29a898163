-- Keys of the SyncAPI, and accounts that were turned off. The tables of accounts stay as they are elsewhere.

CREATE TABLE api_keys (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  username text NOT NULL UNIQUE,
  encrypted_key bytea NOT NULL,
  generated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
COMMENT ON COLUMN api_keys.username IS 'Name of the account when the key was made. Names of accounts are not unique, these are';
COMMENT ON COLUMN api_keys.encrypted_key IS 'AES-256-GCM (12 bytes of nonce in front) under a key derived from the secret of the '
  'instance: signatures can only be checked with the key itself';

CREATE TABLE deactivated_accounts (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  since timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
COMMENT ON TABLE deactivated_accounts IS 'Accounts that may neither log in nor use tokens or keys';
