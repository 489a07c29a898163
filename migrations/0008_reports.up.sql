-- What visitors tell about pictures and sequences.

CREATE TYPE report_type AS ENUM ('blur_missing', 'blur_excess', 'inappropriate', 'privacy', 'picture_low_quality',
  'mislocated', 'copyright', 'other');
CREATE TYPE report_status AS ENUM ('open', 'open_autofix', 'waiting', 'closed_solved', 'closed_ignored');

CREATE TABLE reports (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  issue report_type NOT NULL,
  status report_status NOT NULL DEFAULT 'open',
  picture_id uuid REFERENCES pictures (id) ON DELETE CASCADE,
  sequence_id uuid REFERENCES sequences (id) ON DELETE CASCADE,
  ts_opened timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ts_closed timestamptz,
  reporter_account_id uuid REFERENCES accounts (id) ON DELETE SET NULL,
  reporter_email text,
  resolver_account_id uuid REFERENCES accounts (id) ON DELETE SET NULL,
  reporter_comments text,
  resolver_comments text
);
CREATE INDEX reports_ts_opened_idx ON reports (ts_opened);
CREATE INDEX reports_picture_id_idx ON reports (picture_id);
CREATE INDEX reports_sequence_id_idx ON reports (sequence_id);
CREATE INDEX reports_reporter_account_id_idx ON reports (reporter_account_id);

-- What may harm somebody is hidden at once, in the name of the reporter; only its owner and administrators see it then.
CREATE FUNCTION report_auto_hide_picture() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  editor uuid := coalesce(NEW.reporter_account_id, (SELECT id FROM accounts WHERE is_default));
BEGIN
  IF NEW.picture_id IS NOT NULL THEN
    UPDATE pictures SET visibility = 'owner-only', last_account_to_edit = editor WHERE id = NEW.picture_id;
  ELSE
    UPDATE sequences SET visibility = 'owner-only', last_account_to_edit = editor WHERE id = NEW.sequence_id;
  END IF;
  NEW.status := 'open_autofix';
  RETURN NEW;
END $$;
CREATE TRIGGER reports_auto_hide BEFORE INSERT ON reports FOR EACH ROW
  WHEN (NEW.status = 'open' AND NEW.issue IN ('blur_missing', 'inappropriate', 'privacy', 'copyright'))
  EXECUTE FUNCTION report_auto_hide_picture();

CREATE FUNCTION report_update_ts_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status IN ('closed_solved', 'closed_ignored') THEN
    NEW.ts_closed := clock_timestamp();
  ELSE
    NEW.ts_closed := NULL;
    NEW.resolver_account_id := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reports_closed_at BEFORE UPDATE ON reports
  FOR EACH ROW EXECUTE FUNCTION report_update_ts_closed();
