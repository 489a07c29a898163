-- Problems of machines that are gone, or have another name, do not last for ever.

ALTER TABLE alerts ADD COLUMN seen_at timestamptz NOT NULL DEFAULT clock_timestamp();
COMMENT ON COLUMN alerts.seen_at IS 'When a process last found it';
