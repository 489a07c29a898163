DROP TRIGGER reports_hide ON reports;
DROP FUNCTION hide_reported();
ALTER TABLE reports DROP COLUMN reporter_key, DROP COLUMN has_hidden, DROP COLUMN previous_visibility;

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
