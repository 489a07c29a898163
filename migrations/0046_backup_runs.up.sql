-- Backups that servers make, by themselves or when an administrator asks.

CREATE TABLE backup_runs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  alive_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  path varchar NOT NULL,
  nb_files integer NOT NULL DEFAULT 0,
  nb_expected integer NOT NULL DEFAULT 0,
  bytes bigint,
  error varchar
);
-- One at a time.
CREATE UNIQUE INDEX backup_runs_running_idx ON backup_runs ((finished_at IS NULL)) WHERE finished_at IS NULL;
COMMENT ON COLUMN backup_runs.alive_at IS 'Renewed every few seconds: a run whose process died is over some time later';
COMMENT ON COLUMN backup_runs.nb_files IS 'Originals and media that were copied so far';
COMMENT ON COLUMN backup_runs.error IS 'Why there is no backup; NULL while it runs, and where there is one';
