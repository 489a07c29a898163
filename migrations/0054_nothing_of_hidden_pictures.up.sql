-- What sequences and the map say of pictures says nothing of those that were just hidden, as also in rare cases.

-- A sequence that shows no picture any more, or none before, is computed from all of them: nothing may be left of its type, camera
-- and date, nor be missing; so is one that was deleted, which nothing finalizes. How exact places are is not said until that is known without
-- the pictures that are gone.
CREATE OR REPLACE FUNCTION change_long_sequence(change sequence_change) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  former record;
  line geometry;
  places geometry[];
  box box2d;
  first_ts timestamptz;
  last_ts timestamptz;
BEGIN
  SELECT status, nb_pictures, min_picture_ts, max_picture_ts, bbox,
    CASE WHEN change.extent IS NULL THEN bbox ELSE joined_bbox(bbox, change.extent) END AS joined
  INTO former FROM sequences WHERE id = change.sequence_id;
  IF former.status = 'deleted' OR former.nb_pictures <= 0 OR former.nb_pictures + change.added <= 0
      OR greatest(ST_XMax(former.bbox), ST_XMax(former.joined)) >= 180 OR least(ST_XMin(former.bbox), ST_XMin(former.joined)) <= -180
      OR ST_XMax(former.joined) - ST_XMin(former.joined) > 180 THEN
    PERFORM refresh_sequences(ARRAY[change.sequence_id]);
    PERFORM queue_finalizations(ARRAY[change.sequence_id]);
    RETURN;
  END IF;

  -- Where another picture was taken on the same spot, the line goes there nevertheless.
  places := ARRAY(
    SELECT place FROM unnest(change.left_places) AS place WHERE NOT EXISTS (
      SELECT FROM pictures p JOIN sequences_pictures sp ON sp.pic_id = p.id JOIN sequences s ON s.id = sp.seq_id
      WHERE p.geom && place AND p.geom = place AND sp.seq_id = change.sequence_id AND is_shared_with_sequence(p, s.visibility)));
  line := (SELECT lines_without(geom, places) FROM sequences WHERE id = change.sequence_id);

  first_ts := least(former.min_picture_ts, change.first_ts);
  last_ts := greatest(former.max_picture_ts, change.last_ts);
  box := former.joined;
  IF first_ts IS NULL OR first_ts = ANY (change.left_times) THEN
    first_ts := first_shown_since(change.sequence_id, first_ts);
  END IF;
  IF last_ts IS NULL OR last_ts = ANY (change.left_times) THEN
    last_ts := last_shown_until(change.sequence_id, last_ts);
  END IF;
  IF box IS NULL OR EXISTS (
    SELECT FROM unnest(change.left_places) AS place
    WHERE (ST_X(place) > ST_XMin(box) AND ST_X(place) < ST_XMax(box)
      AND ST_Y(place) > ST_YMin(box) AND ST_Y(place) < ST_YMax(box)) IS NOT TRUE
  ) THEN
    box := extent_between(change.sequence_id, Box2D(line), box);
  END IF;
  IF first_ts IS NULL OR last_ts IS NULL OR box IS NULL THEN
    SELECT min(ts), max(ts), narrower_bbox(ST_Extent(geom)::box2d, ST_Extent(ST_ShiftLongitude(geom))::box2d)
    INTO first_ts, last_ts, box FROM shown_pictures(change.sequence_id, false);
  END IF;

  UPDATE sequences SET
    nb_pictures = nb_pictures + change.added,
    has_private_pictures = has_private_pictures OR change.hides,
    min_picture_ts = first_ts,
    max_picture_ts = last_ts,
    computed_gps_accuracy = CASE WHEN NOT (change.hides OR change.added < 0) THEN computed_gps_accuracy END,
    computed_capture_date = CASE WHEN computed_capture_date IS NOT NULL THEN (first_ts AT TIME ZONE 'UTC')::date END,
    bbox = box,
    geom = CASE WHEN cardinality(places) = 0 THEN geom ELSE line END
  WHERE id = change.sequence_id;
  PERFORM queue_finalizations(ARRAY[change.sequence_id]);
END $$;

-- Sequences first, as elsewhere: whether a picture is shared depends on the visibility that somebody may be changing.
CREATE OR REPLACE FUNCTION update_sequence_on_picture_insertion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM sequences WHERE id IN (SELECT seq_id FROM new_rows) ORDER BY id FOR NO KEY UPDATE;
  UPDATE sequences SET
    nb_pictures = nb_pictures + added.number,
    min_picture_ts = least(min_picture_ts, added.first_ts),
    max_picture_ts = greatest(max_picture_ts, added.last_ts),
    has_private_pictures = has_private_pictures OR added.has_private,
    bbox = CASE WHEN bbox IS NOT NULL AND added.extent IS NOT NULL THEN joined_bbox(bbox, added.extent) ELSE bbox END
  FROM (
    SELECT seq_id, count(*) FILTER (WHERE is_shared) AS number, min(ts) FILTER (WHERE is_shared) AS first_ts,
      max(ts) FILTER (WHERE is_shared) AS last_ts, bool_or(NOT is_shared) AS has_private,
      narrower_bbox(ST_Extent(geom) FILTER (WHERE is_shared)::box2d,
        ST_Extent(ST_ShiftLongitude(geom)) FILTER (WHERE is_shared)::box2d) AS extent
    FROM (
      SELECT seq_id, p.ts, p.geom, is_shared_with_sequence(p, s.visibility) AS is_shared
      FROM new_rows JOIN pictures p ON p.id = pic_id JOIN sequences s ON s.id = seq_id
    ) AS members
    GROUP BY seq_id
  ) AS added
  WHERE sequences.id = added.seq_id;
  RETURN NULL;
END $$;

-- Scripts and other programs hide and delete pictures by their status; those are not on the map.
DROP TRIGGER pictures_changed_grid ON pictures;
CREATE TRIGGER pictures_changed_grid AFTER UPDATE OF geom, visibility, status ON pictures FOR EACH ROW
  WHEN (NEW.geom IS DISTINCT FROM OLD.geom OR NEW.visibility IS DISTINCT FROM OLD.visibility
    OR (NEW.status IN ('hidden', 'waiting-for-delete')) <> (OLD.status IN ('hidden', 'waiting-for-delete')))
  EXECUTE FUNCTION expire_cells_of_changed_picture();
