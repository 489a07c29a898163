ALTER TABLE tokens DROP COLUMN scopes, DROP COLUMN last_used_at;
