-- What a token of the API may do, and when it was used.

ALTER TABLE tokens
  ADD COLUMN scopes varchar[]
    CHECK (scopes <@ ARRAY['read', 'upload', 'edit', 'admin']::varchar[] AND cardinality(scopes) > 0),
  ADD COLUMN last_used_at timestamptz;
COMMENT ON COLUMN tokens.scopes IS 'What the token may do: read, upload, edit, admin; NULL for everything';
COMMENT ON COLUMN tokens.last_used_at IS 'Updated every few minutes at most; NULL while it was not used';
