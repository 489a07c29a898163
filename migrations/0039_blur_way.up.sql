ALTER TABLE picture_blurs ADD COLUMN way text CHECK (way IN ('copied', 'recoded', 'encoded'));

COMMENT ON COLUMN picture_blurs.way IS
  'What became of the rest of the picture: its bits stay, only its coefficients do, or it was damaged and encoded again';
