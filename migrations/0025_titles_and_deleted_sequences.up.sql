-- Lists of collections can be sorted by title: what is shown as one, by its first 200 characters.
CREATE INDEX sequences_title_idx
  ON sequences (left(coalesce(nullif(metadata ->> 'title', ''), id::text), 200), inserted_at, id);

-- A sequence that is deleted has no pictures in the grid, even while they are still linked.
CREATE OR REPLACE VIEW pictures_of_grid AS
  SELECT p.geom, p.metadata ->> 'type' = 'equirectangular' AS is_360,
    p.status NOT IN ('hidden', 'waiting-for-delete') AND coalesce(p.visibility, 'anyone') = 'anyone'
      AND coalesce(u.visibility, 'anyone') = 'anyone' AND shown.is_public AS is_public,
    p.status NOT IN ('hidden', 'waiting-for-delete') AND coalesce(p.visibility, 'anyone') <> 'owner-only'
      AND coalesce(u.visibility, 'anyone') <> 'owner-only' AND shown.is_for_members AS is_for_members
  FROM pictures p
  LEFT JOIN upload_sets u ON u.id = p.upload_set_id
  CROSS JOIN LATERAL (
    SELECT bool_or(s.status <> 'hidden' AND coalesce(s.visibility, 'anyone') = 'anyone') AS is_public,
      bool_or(s.status <> 'hidden' AND coalesce(s.visibility, 'anyone') <> 'owner-only') AS is_for_members
    FROM sequences_pictures sp JOIN sequences s ON s.id = sp.seq_id
    WHERE sp.pic_id = p.id AND s.status <> 'deleted'
  ) AS shown
  WHERE shown.is_public IS NOT NULL;
