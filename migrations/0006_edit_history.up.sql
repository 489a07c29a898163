-- When pictures and sequences were last edited, by whom, and what was there before.

-- Strictly later than before, whatever the clock does: harvesters and readers of "updated" rely on it.
CREATE FUNCTION strictly_after(previous timestamptz) RETURNS timestamptz LANGUAGE sql VOLATILE
RETURN greatest(clock_timestamp(), previous + interval '1 microsecond');

-- What an UPDATE replaced: the keys whose value differs, with their former value; NULL when there are none. In PL/pgSQL
-- with SELECT INTO, which keeps the plan of the query: as a plain expression it takes four times as long for each row.
CREATE FUNCTION replaced_values(before jsonb, after jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  replaced jsonb;
BEGIN
  SELECT jsonb_object_agg(key, value) INTO replaced FROM jsonb_each(before) WHERE after -> key IS DISTINCT FROM value;
  RETURN replaced;
END $$;

CREATE TABLE sequences_changes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sequence_id uuid NOT NULL REFERENCES sequences (id) ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  previous_value_changed jsonb,
  ts timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sequences_changes_sequence_id_idx ON sequences_changes (sequence_id, ts);

CREATE TABLE pictures_changes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  picture_id uuid NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  sequences_changes_id uuid REFERENCES sequences_changes (id) ON DELETE SET NULL,
  previous_value_changed jsonb,
  ts timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX pictures_changes_picture_id_idx ON pictures_changes (picture_id, ts);
CREATE INDEX pictures_changes_sequences_changes_id_idx ON pictures_changes (sequences_changes_id);
COMMENT ON COLUMN pictures_changes.sequences_changes_id IS 'The edit of the sequence that this change is a consequence of';

-- Any update moves a sequence on, unless the update says itself when it happened.
CREATE FUNCTION sequences_update_ts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := strictly_after(OLD.updated_at);
  RETURN NEW;
END $$;
CREATE TRIGGER sequences_updated_at BEFORE UPDATE ON sequences
  FOR EACH ROW WHEN (NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at) EXECUTE FUNCTION sequences_update_ts();

-- A picture only moves on when somebody edits it: an edit is an UPDATE that names its account.
CREATE FUNCTION pictures_update_ts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := strictly_after(OLD.updated_at);
  RETURN NEW;
END $$;
CREATE TRIGGER pictures_updated_at BEFORE UPDATE OF last_account_to_edit ON pictures
  FOR EACH ROW WHEN (NEW.last_account_to_edit IS NOT NULL AND NEW.updated_at = OLD.updated_at)
  EXECUTE FUNCTION pictures_update_ts();

CREATE FUNCTION sequence_edited_values(sequence sequences) RETURNS jsonb LANGUAGE sql STABLE
RETURN coalesce(sequence.metadata, '{}') || jsonb_build_object(
  'visibility', sequence.visibility, 'current_sort', sequence.current_sort);

CREATE FUNCTION picture_edited_values(picture pictures) RETURNS jsonb LANGUAGE sql STABLE
RETURN coalesce(picture.metadata, '{}') || jsonb_build_object(
  'visibility', picture.visibility, 'ts', picture.ts, 'geom', ST_AsGeoJSON(picture.geom)::jsonb,
  'heading', picture.heading, 'heading_computed', picture.heading_computed, 'gps_accuracy_m', picture.gps_accuracy_m);

-- The change of the sequence is remembered for the rest of the transaction: edits of its pictures refer to it.
CREATE FUNCTION sequence_modification_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb := sequence_edited_values(OLD);
  after jsonb := sequence_edited_values(NEW);
  replaced jsonb := replaced_values(before, after);
  change_id uuid;
BEGIN
  INSERT INTO sequences_changes (sequence_id, account_id, previous_value_changed)
  VALUES (NEW.id, NEW.last_account_to_edit, replaced)
  RETURNING id INTO change_id;
  PERFORM set_config('panoramax.sequences_changes_id', change_id::text, true);
  RETURN NULL;
END $$;
CREATE TRIGGER sequences_history AFTER UPDATE OF last_account_to_edit ON sequences
  FOR EACH ROW WHEN (NEW.last_account_to_edit IS NOT NULL) EXECUTE FUNCTION sequence_modification_history();

CREATE FUNCTION picture_modification_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb := picture_edited_values(OLD);
  after jsonb := picture_edited_values(NEW);
  replaced jsonb := replaced_values(before, after);
BEGIN
  INSERT INTO pictures_changes (picture_id, account_id, previous_value_changed, sequences_changes_id)
  VALUES (NEW.id, NEW.last_account_to_edit, replaced,
    (SELECT change.id FROM sequences_changes change JOIN sequences_pictures ON seq_id = sequence_id
     WHERE change.id = nullif(current_setting('panoramax.sequences_changes_id', true), '')::uuid AND pic_id = NEW.id));
  RETURN NULL;
END $$;
CREATE TRIGGER pictures_history AFTER UPDATE OF last_account_to_edit ON pictures
  FOR EACH ROW WHEN (NEW.last_account_to_edit IS NOT NULL) EXECUTE FUNCTION picture_modification_history();

-- A change of tags is an edit of the object that carries them.
CREATE FUNCTION picture_semantics_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE pictures SET updated_at = strictly_after(updated_at) WHERE id IN (SELECT picture_id FROM new_rows);
  RETURN NULL;
END $$;
CREATE TRIGGER pictures_semantics_updated_at AFTER INSERT ON pictures_semantics_history
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION picture_semantics_changed();

CREATE FUNCTION sequence_semantics_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sequences SET updated_at = strictly_after(updated_at) WHERE id IN (SELECT sequence_id FROM new_rows);
  RETURN NULL;
END $$;
CREATE TRIGGER sequences_semantics_updated_at AFTER INSERT ON sequences_semantics_history
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sequence_semantics_changed();
