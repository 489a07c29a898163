-- What originals looked like when they were read last: whether they have changed since then is checked from time to time.

CREATE TABLE original_checks (
  picture_id uuid PRIMARY KEY REFERENCES pictures (id) ON DELETE CASCADE,
  claimed_at timestamptz,
  checked_at timestamptz,
  size bigint,
  sha256 text,
  is_as_received boolean NOT NULL DEFAULT FALSE,
  modified_at timestamptz,
  problem text,
  CONSTRAINT original_checks_problem_check CHECK (problem IN ('missing', 'changed'))
);
CREATE INDEX original_checks_checked_at_idx ON original_checks (checked_at);
CREATE INDEX original_checks_problem_idx ON original_checks (picture_id) WHERE problem IS NOT NULL;
COMMENT ON TABLE original_checks IS 'The last check of each original; without a row it was never checked';
COMMENT ON COLUMN original_checks.claimed_at IS 'When a process began to read it';
COMMENT ON COLUMN original_checks.size IS 'Bytes; as size, checksum and time are to be, also while there is a problem';
COMMENT ON COLUMN original_checks.sha256 IS 'Hexadecimal';
COMMENT ON COLUMN original_checks.is_as_received IS 'Whether its MD5 is that of the bytes received: neither blurred nor rewritten';
COMMENT ON COLUMN original_checks.modified_at IS 'Of the file: decay changes bytes, but not this';
