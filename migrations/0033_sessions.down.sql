CREATE TABLE session_generations (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  generation integer NOT NULL
);
COMMENT ON COLUMN session_generations.generation IS 'How often all sessions of the account were ended, 0 without a row. A '
  'session holds the number it began with, and counts as long as that is the number here';

CREATE TABLE ended_sessions (
  id uuid PRIMARY KEY,
  until timestamptz NOT NULL
);
CREATE INDEX ended_sessions_until_idx ON ended_sessions (until);
COMMENT ON TABLE ended_sessions IS 'Sessions that were logged out';
COMMENT ON COLUMN ended_sessions.until IS 'When the newest cookie of the session is too old anyway, and the row may go';

DROP TABLE sessions;
