ALTER TABLE alerts DROP COLUMN seen_at;
