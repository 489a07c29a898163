-- Two images of one second of the clock beside a camera are two entries when the clock was put back between them. What makes two
-- uploads the same is the moment itself, in UTC.

UPDATE allsky_assets a SET replace_key = key || CASE WHEN number > 1 THEN ' ' || a.id ELSE '' END
FROM (
  SELECT id, to_char(taken_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS') AS key,
    row_number() OVER (PARTITION BY camera_id, kind, to_char(taken_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS')
      ORDER BY received_at DESC, id DESC) AS number
  FROM allsky_assets
  WHERE kind IN ('image', 'rawimage', 'fitsimage', 'panoramaimage', 'minivideo')
) AS moments
WHERE a.id = moments.id;
COMMENT ON COLUMN allsky_assets.replace_key IS 'What makes two uploads of a camera the same asset: the second it was taken, in UTC, '
  'its day and night, or its uuid, by kind';

-- What is newest is decided by the moment: the clock beside a camera can go back.
CREATE INDEX allsky_assets_camera_taken_at_idx ON allsky_assets (camera_id, kind, taken_at, id);
