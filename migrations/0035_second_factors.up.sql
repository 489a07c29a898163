-- Second factors of accounts that log in with a password: time-based codes (TOTP, RFC 6238), recovery codes and passkeys.

CREATE TABLE second_factors (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  encrypted_secret bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  confirmed_at timestamptz,
  last_step bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE second_factors IS 'Time-based codes (TOTP, RFC 6238)';
COMMENT ON COLUMN second_factors.encrypted_secret IS 'AES-256-GCM, under a key derived from the secret of the instance';
COMMENT ON COLUMN second_factors.confirmed_at IS 'When the first code was right; NULL while it does not count yet';
COMMENT ON COLUMN second_factors.last_step IS 'Step of 30 seconds of the last code that was used: none counts twice';

CREATE TABLE recovery_codes (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  code_hash bytea NOT NULL,
  PRIMARY KEY (account_id, code_hash)
);
COMMENT ON TABLE recovery_codes IS 'Codes for who lost the device. A code is deleted when it is used';
COMMENT ON COLUMN recovery_codes.code_hash IS 'SHA-256 of a random code of 80 bits';

CREATE TABLE passkeys (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  credential_id varchar NOT NULL UNIQUE,
  name varchar NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports varchar[] NOT NULL,
  last_challenge_at bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_used_at timestamptz
);
CREATE INDEX passkeys_account_id_idx ON passkeys (account_id);
COMMENT ON TABLE passkeys IS 'Public keys of authenticators (WebAuthn)';
COMMENT ON COLUMN passkeys.credential_id IS 'As the authenticator calls it, base64url';
COMMENT ON COLUMN passkeys.public_key IS 'COSE key (RFC 9052)';
COMMENT ON COLUMN passkeys.counter IS 'Signatures made so far, as the authenticator says; many always say 0';
COMMENT ON COLUMN passkeys.last_challenge_at IS 'When the challenge of the last login was made, in milliseconds since 1970: '
  'an older one, or the same, is not accepted again';
