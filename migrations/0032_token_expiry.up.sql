-- Tokens of the API may end by themselves.

ALTER TABLE tokens ADD COLUMN expires_at timestamptz;
COMMENT ON COLUMN tokens.expires_at IS 'When the token stops to count; NULL for never';
