-- A tile of the deepest zoom asks for the sequences of each of its pictures: the index alone answers.
DROP INDEX sequences_pictures_pic_id_idx;
CREATE INDEX sequences_pictures_pic_id_idx ON sequences_pictures (pic_id) INCLUDE (seq_id);

-- 0022 reckons in units of a tile, of which 0.0002° is less than one up to zoom 9. A map shows a tile in 512 pixels or fewer,
-- of which it is half a one at zoom 11.
COMMENT ON COLUMN sequences.tile_geom IS 'geom simplified by 0.0002°, for tiles up to zoom 11';
