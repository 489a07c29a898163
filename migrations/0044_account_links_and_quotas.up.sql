-- Links by which people choose a password: invitations, and resets of a password. And how much an account may upload.

CREATE TABLE account_links (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid UNIQUE REFERENCES accounts (id) ON DELETE CASCADE,
  role account_role NOT NULL DEFAULT 'user',
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE account_links IS 'Links that administrators gave out, each good for one use; the row goes with it';
COMMENT ON COLUMN account_links.account_id IS 'Whose password it sets; NULL for an invitation, which makes an account';
COMMENT ON COLUMN account_links.role IS 'Of the account that an invitation makes';

CREATE TABLE account_quotas (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  max_pictures bigint CHECK (max_pictures >= 0),
  max_bytes bigint CHECK (max_bytes >= 0)
);
COMMENT ON TABLE account_quotas IS 'How much accounts may upload that are not to have what the settings say';
COMMENT ON COLUMN account_quotas.max_pictures IS '0 for any number, NULL for API_QUOTA_PICTURES';
COMMENT ON COLUMN account_quotas.max_bytes IS '0 for any number, NULL for API_QUOTA_BYTES';
