-- Reports hide with care: what somebody anonymous reports is hidden one picture at a time, a whole sequence only once three
-- different reporters agree. What was hidden is remembered, so that it can be shown again as it was.

ALTER TABLE reports
  ADD COLUMN reporter_key text,
  ADD COLUMN has_hidden boolean NOT NULL DEFAULT false,
  ADD COLUMN previous_visibility visibility_status;
COMMENT ON COLUMN reports.reporter_key IS 'Keyed hash of the network of an anonymous reporter, to tell reporters apart';
COMMENT ON COLUMN reports.has_hidden IS 'This report hid the picture or sequence, and nobody has shown it again';
COMMENT ON COLUMN reports.previous_visibility IS 'What the visibility was before this report hid the picture or sequence';

-- What earlier reports hid, as far as the edit history knows it.
UPDATE reports r SET has_hidden = true, previous_visibility = c.previous_visibility
FROM (
  SELECT picture_id AS object_id, ts, (previous_value_changed ->> 'visibility')::visibility_status AS previous_visibility
  FROM pictures_changes WHERE previous_value_changed ? 'visibility'
  UNION ALL
  SELECT sequence_id, ts, (previous_value_changed ->> 'visibility')::visibility_status
  FROM sequences_changes WHERE previous_value_changed ? 'visibility'
) AS c
WHERE r.status = 'open_autofix' AND c.object_id = coalesce(r.picture_id, r.sequence_id)
  AND c.ts BETWEEN r.ts_opened AND r.ts_opened + interval '5 seconds';

DROP TRIGGER reports_auto_hide ON reports;
DROP FUNCTION report_auto_hide_picture();

-- Only the owner and administrators see what is hidden. The edit is in the name of the reporter, or of the default account.
CREATE FUNCTION hide_reported() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  editor uuid := coalesce(NEW.reporter_account_id, (SELECT id FROM accounts WHERE is_default));
  reporters integer;
BEGIN
  -- Somebody has already looked at what is reported and left it visible: a further anonymous report does not overrule that.
  IF NEW.reporter_account_id IS NULL AND EXISTS (
    SELECT FROM reports r WHERE r.status = 'closed_ignored' AND r.issue = NEW.issue
      AND CASE WHEN NEW.picture_id IS NOT NULL THEN r.picture_id = NEW.picture_id
        ELSE r.sequence_id = NEW.sequence_id AND r.picture_id IS NULL END
  ) THEN
    RETURN NEW;
  END IF;

  IF NEW.picture_id IS NOT NULL THEN
    SELECT visibility INTO NEW.previous_visibility FROM pictures WHERE id = NEW.picture_id;
    NEW.has_hidden := FOUND AND NEW.previous_visibility IS DISTINCT FROM 'owner-only';
    UPDATE pictures SET visibility = 'owner-only', last_account_to_edit = editor WHERE id = NEW.picture_id;
  ELSE
    -- Locked, so that of several reports at the same time the last one sees the others.
    SELECT visibility INTO NEW.previous_visibility FROM sequences WHERE id = NEW.sequence_id FOR UPDATE;
    NEW.has_hidden := FOUND AND NEW.previous_visibility IS DISTINCT FROM 'owner-only';
    IF NEW.reporter_account_id IS NULL THEN
      SELECT count(DISTINCT reporter) INTO reporters FROM (
        SELECT coalesce(NEW.reporter_key, '') AS reporter
        UNION ALL
        SELECT coalesce(r.reporter_account_id::text, r.reporter_key, '') FROM reports r
        WHERE r.sequence_id = NEW.sequence_id AND r.picture_id IS NULL AND r.status IN ('open', 'open_autofix', 'waiting')
          AND r.issue IN ('blur_missing', 'inappropriate', 'privacy', 'copyright')
      ) AS known;
      IF reporters < 3 THEN
        NEW.has_hidden := false;
        NEW.previous_visibility := NULL;
        RETURN NEW;
      END IF;
    END IF;
    UPDATE sequences SET visibility = 'owner-only', last_account_to_edit = editor WHERE id = NEW.sequence_id;
  END IF;
  NEW.status := 'open_autofix';
  RETURN NEW;
END $$;
CREATE TRIGGER reports_hide BEFORE INSERT ON reports FOR EACH ROW
  WHEN (NEW.status = 'open' AND NEW.issue IN ('blur_missing', 'inappropriate', 'privacy', 'copyright'))
  EXECUTE FUNCTION hide_reported();
