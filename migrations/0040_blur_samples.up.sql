-- What was blurred last comes first on the page of samples.
CREATE INDEX picture_blurs_blurred_at_idx ON picture_blurs (blurred_at DESC, picture_id DESC) WHERE blurred_at IS NOT NULL;
