-- Errors of jobs can be shown in the language of the reader.

ALTER TABLE job_history ADD COLUMN error_text jsonb;
COMMENT ON COLUMN job_history.error_text IS 'Key and values of the message that error says in English; NULL for errors without a message';
