-- A row for each login in a browser, so that it can be listed and ended, and ends by itself. Cookies of earlier versions
-- have no row: whoever is logged in logs in once more.

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_used_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  login_method varchar NOT NULL,
  has_second_factor boolean NOT NULL DEFAULT FALSE,
  user_agent varchar,
  network varchar
);
CREATE INDEX sessions_account_id_idx ON sessions (account_id);
COMMENT ON TABLE sessions IS 'Logins in browsers. A session cookie counts as long as its row exists and is recent';
COMMENT ON COLUMN sessions.last_used_at IS 'Updated every few minutes at most';
COMMENT ON COLUMN sessions.login_method IS 'password, code, recovery code, passkey, setup, oidc or osm';
COMMENT ON COLUMN sessions.has_second_factor IS 'Whether the login, or a later step in it, proved more than a password';
COMMENT ON COLUMN sessions.user_agent IS 'The first characters of the header';
COMMENT ON COLUMN sessions.network IS 'Of the client at login: of IPv4 24 bits, of IPv6 64 bits';

DROP TABLE ended_sessions, session_generations;
