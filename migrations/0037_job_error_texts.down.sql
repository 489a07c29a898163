ALTER TABLE job_history DROP COLUMN error_text;
