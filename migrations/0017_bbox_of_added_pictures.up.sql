-- A picture that is added to a finalized sequence is inside of its extent at once, not only when it is finalized again.
CREATE OR REPLACE FUNCTION update_sequence_on_picture_insertion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sequences SET
    nb_pictures = nb_pictures + added.number,
    min_picture_ts = least(min_picture_ts, added.first_ts),
    max_picture_ts = greatest(max_picture_ts, added.last_ts),
    bbox = CASE WHEN bbox IS NOT NULL THEN ST_CombineBBox(bbox, added.extent) END
  FROM (
    SELECT seq_id, count(*) AS number, min(ts) AS first_ts, max(ts) AS last_ts, ST_Extent(geom)::geometry AS extent
    FROM new_rows JOIN pictures ON id = pic_id GROUP BY seq_id
  ) AS added
  WHERE sequences.id = added.seq_id;
  RETURN NULL;
END $$;
