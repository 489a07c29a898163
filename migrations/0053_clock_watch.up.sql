-- When the clock of the database was last known to be right: what deletes by age waits where it may be wrong.

CREATE TABLE clock_watch (
  is_only boolean PRIMARY KEY DEFAULT TRUE CHECK (is_only),
  confirmed_at timestamptz,
  seen_at timestamptz NOT NULL,
  steady_seconds double precision NOT NULL DEFAULT 0 CHECK (steady_seconds >= 0)
);
COMMENT ON COLUMN clock_watch.confirmed_at IS 'The last moment at which it was right; NULL before the first one';
COMMENT ON COLUMN clock_watch.seen_at IS 'What it showed when a server last looked, right or not';
COMMENT ON COLUMN clock_watch.steady_seconds IS 'For how long it has run evenly since it was in doubt';
