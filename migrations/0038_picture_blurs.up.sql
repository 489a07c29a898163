-- What this program blurred in pictures: to blur them again with better models, and to see what was found. Not for the public.

CREATE TABLE picture_blurs (
  picture_id uuid PRIMARY KEY REFERENCES pictures (id) ON DELETE CASCADE,
  blurred_at timestamptz,
  model text,
  program_version text,
  parts jsonb NOT NULL DEFAULT '[]',
  drawn jsonb NOT NULL DEFAULT '[]',
  original_until timestamptz
);
CREATE INDEX picture_blurs_original_until_idx ON picture_blurs (original_until) WHERE original_until IS NOT NULL;
COMMENT ON TABLE picture_blurs IS 'What this program blurred, or what people asked it to';
COMMENT ON COLUMN picture_blurs.model IS 'The detector that was used; NULL when only drawn parts were blurred';
COMMENT ON COLUMN picture_blurs.parts IS 'Boxes in pixels of the upright picture, with kind and confidence, that were blurred last';
COMMENT ON COLUMN picture_blurs.drawn IS 'Boxes that people drew: blurred whatever is found';
COMMENT ON COLUMN picture_blurs.original_until IS 'When the unblurred original is deleted; NULL when there is none';
