-- Numbers that files claimed and that cannot be: the headings of other pictures overflow when they are subtracted from them.
UPDATE pictures SET heading = CASE WHEN heading BETWEEN -360 AND 720 THEN (heading % 360 + 360) % 360 END
WHERE heading NOT BETWEEN 0 AND 359;

UPDATE pictures SET gps_accuracy_m = NULL WHERE NOT (gps_accuracy_m BETWEEN 0 AND 100000);

UPDATE pictures SET metadata = metadata || (
    SELECT jsonb_object_agg(key, NULL) FROM jsonb_each(metadata) AS entry(key, value)
    WHERE key IN ('pitch', 'roll', 'yaw', 'altitude', 'focal_length', 'field_of_view') AND jsonb_typeof(value) = 'number'
      AND abs(value::numeric) > 100000
  )
WHERE EXISTS (
    SELECT FROM jsonb_each(CASE jsonb_typeof(metadata) WHEN 'object' THEN metadata END) AS entry(key, value)
    WHERE key IN ('pitch', 'roll', 'yaw', 'altitude', 'focal_length', 'field_of_view') AND jsonb_typeof(value) = 'number'
      AND abs(value::numeric) > 100000
  );

-- What is shown of a panorama's part cannot be outside of it.
UPDATE pictures SET metadata = jsonb_set(metadata, '{crop}', 'null')
WHERE jsonb_typeof(metadata -> 'crop') = 'object' AND NOT coalesce(
  jsonb_path_exists(metadata, '$.crop ? (@.left >= 0 && @.top >= 0 && @.width >= 1 && @.height >= 1)')
  AND jsonb_path_exists(metadata, '$.crop ? (@.left + @.width <= @.fullWidth && @.top + @.height <= @.fullHeight)'),
  FALSE);
