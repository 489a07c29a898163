-- The last check of each file of a camera: whether it still has the checksum it was received with.

CREATE TABLE allsky_checks (
  asset_id integer PRIMARY KEY REFERENCES allsky_assets (id) ON DELETE CASCADE,
  claimed_at timestamptz,
  checked_at timestamptz,
  problem text,
  CONSTRAINT allsky_checks_problem_check CHECK (problem IN ('missing', 'changed'))
);
CREATE INDEX allsky_checks_checked_at_idx ON allsky_checks (checked_at);
CREATE INDEX allsky_checks_problem_idx ON allsky_checks (asset_id) WHERE problem IS NOT NULL;
COMMENT ON TABLE allsky_checks IS 'The last check of each file; without a row it was never checked';
COMMENT ON COLUMN allsky_checks.claimed_at IS 'When a process began to read it';
