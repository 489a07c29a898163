DROP INDEX allsky_assets_camera_taken_at_idx;
COMMENT ON COLUMN allsky_assets.replace_key IS 'What makes two uploads of a camera the same asset: the second it was taken, its '
  'day and night, or its uuid, by kind';
UPDATE allsky_assets a SET replace_key = key || CASE WHEN number > 1 THEN ' ' || a.id ELSE '' END
FROM (
  SELECT id, to_char(wall_time, 'YYYYMMDDHH24MISS') AS key,
    row_number() OVER (PARTITION BY camera_id, kind, to_char(wall_time, 'YYYYMMDDHH24MISS')
      ORDER BY received_at DESC, id DESC) AS number
  FROM allsky_assets
  WHERE kind IN ('image', 'rawimage', 'fitsimage', 'panoramaimage', 'minivideo')
) AS moments
WHERE a.id = moments.id;
