DROP TRIGGER sequences_semantics_updated_at ON sequences_semantics_history;
DROP TRIGGER pictures_semantics_updated_at ON pictures_semantics_history;
DROP TRIGGER pictures_history ON pictures;
DROP TRIGGER sequences_history ON sequences;
DROP TRIGGER pictures_updated_at ON pictures;
DROP TRIGGER sequences_updated_at ON sequences;
DROP FUNCTION sequence_semantics_changed(), picture_semantics_changed(), picture_modification_history(),
  sequence_modification_history(), picture_edited_values(pictures), sequence_edited_values(sequences),
  pictures_update_ts(), sequences_update_ts();
DROP TABLE pictures_changes, sequences_changes;
DROP FUNCTION replaced_values(jsonb, jsonb), strictly_after(timestamptz);
