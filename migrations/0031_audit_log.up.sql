-- What matters for security: who logged in or failed to, who changed roles, tokens, settings, reports, and who deleted what.

CREATE TABLE audit_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ts timestamptz NOT NULL DEFAULT clock_timestamp(),
  kind text NOT NULL,
  account_id uuid REFERENCES accounts (id) ON DELETE SET NULL,
  account_name text,
  address text,
  path text NOT NULL,
  status smallint NOT NULL,
  details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_events_ts_idx ON audit_events (ts);
CREATE INDEX audit_events_kind_idx ON audit_events (kind, id);
CREATE INDEX audit_events_account_id_idx ON audit_events (account_id, id);
COMMENT ON TABLE audit_events IS 'Kept for AUDIT_LOG_DAYS; the newest have the highest ids';
COMMENT ON COLUMN audit_events.account_name IS 'As it was then: it stays when the account is deleted';
COMMENT ON COLUMN audit_events.address IS 'Network address of the client: the first 64 bits of IPv6';
