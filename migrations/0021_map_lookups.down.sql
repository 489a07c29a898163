COMMENT ON COLUMN sequences.tile_geom IS 'geom simplified, for tiles of low zoom';
DROP INDEX sequences_pictures_pic_id_idx;
CREATE INDEX sequences_pictures_pic_id_idx ON sequences_pictures (pic_id);
