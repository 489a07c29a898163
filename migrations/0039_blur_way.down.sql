ALTER TABLE picture_blurs DROP COLUMN way;
