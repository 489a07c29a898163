-- A change of a few pictures of a long sequence takes no longer than one of a short one: the embedded database runs one
-- transaction at a time, so everybody waits for each. What the sequence says of its pictures is changed by what the change
-- adds and takes away: at once, nothing of a picture that was hidden shows in it. A picture that came into sight or moved gets
-- into the line by the `finalize` job that is queued.

-- From how many pictures on a sequence is long.
CREATE FUNCTION pictures_of_long_sequence() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 500;

-- How many pictures change together at most for that.
CREATE FUNCTION most_changed_pictures() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 100;

CREATE FUNCTION is_long_sequence(id uuid) RETURNS boolean LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM sequences_pictures WHERE seq_id = is_long_sequence.id OFFSET pictures_of_long_sequence() - 1);

-- Has ready sequences finalized, once more if that is happening now; whoever makes one ready that is not notices the change.
-- Headings stay: nobody asked for others.
CREATE FUNCTION queue_finalizations(sequence_ids uuid[]) RETURNS void LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO job_queue (sequence_id, task, args)
  SELECT id, 'finalize', '{"keeps_headings": true}' FROM sequences
  WHERE id = ANY (sequence_ids) AND status IN ('ready', 'hidden') ORDER BY id
  ON CONFLICT (sequence_id) DO UPDATE SET seq = DEFAULT WHERE job_queue.task = 'finalize';
END;

-- A line without the vertices at a place; NULL when less than two are left. They are looked for in the bytes of the line: it
-- may have 20,000, too many for a row each. In WKB, nine bytes are before the vertices, which have 16 each.
CREATE FUNCTION line_without(line geometry, place geometry) RETURNS geometry LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  sought bytea := substring(ST_AsBinary(place, 'NDR') FROM 6);
  vertices bytea := substring(ST_AsBinary(line, 'NDR') FROM 10);
  passed integer := 0;
  found integer;
BEGIN
  LOOP
    found := position(sought IN substring(vertices FROM 16 * passed + 1)) - 1;
    EXIT WHEN found < 0;
    passed := passed + found / 16;
    IF found % 16 = 0 THEN
      IF length(vertices) <= 32 THEN RETURN NULL; END IF;
      line := ST_RemovePoint(line, passed);
      vertices := overlay(vertices PLACING '' FROM 16 * passed + 1 FOR 16);
    ELSE
      passed := passed + 1;
    END IF;
  END LOOP;
  RETURN line;
END $$;

-- The line of a sequence without the vertices at some places.
CREATE FUNCTION lines_without(lines geometry, places geometry[]) RETURNS geometry LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  place geometry;
BEGIN
  FOREACH place IN ARRAY places LOOP
    IF lines && place THEN
      lines := (
        SELECT ST_Multi(ST_Collect(CASE WHEN geom && place THEN line_without(geom, place) ELSE geom END ORDER BY path))
        FROM ST_Dump(lines));
    END IF;
  END LOOP;
  RETURN lines;
END $$;

-- What a change of some pictures does to a sequence: how many more are shown in it, where and when those were that are no
-- longer shown there and then, and what of it is new.
CREATE TYPE sequence_change AS (sequence_id uuid, added bigint, left_places geometry[], left_times timestamptz[],
  first_ts timestamptz, last_ts timestamptz, extent box2d, hides boolean);

-- How many pictures are looked at for those that are the outermost ones, or the first or last, once others are gone.
CREATE FUNCTION most_near_pictures() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 1000;

-- The extent of the pictures that are shown in a sequence, by a box around it and a line through most of them: looked for are those
-- between line and box. NULL when there are too many there.
CREATE FUNCTION extent_between(sequence_id uuid, line box2d, bbox box2d) RETURNS box2d LANGUAGE plpgsql STABLE AS $$
DECLARE
  number bigint;
  extent box2d;
BEGIN
  SELECT max(found.number), ST_Extent(found.geom) FILTER (WHERE found.is_shown)::box2d INTO number, extent
  FROM (
    SELECT near.geom, count(*) OVER () AS number, EXISTS (
        SELECT FROM sequences_pictures sp JOIN sequences s ON s.id = sp.seq_id JOIN pictures p ON p.id = sp.pic_id
        WHERE sp.pic_id = near.id AND sp.seq_id = sequence_id AND is_shared_with_sequence(p, s.visibility)
      ) AS is_shown
    FROM (
      SELECT side FROM (VALUES
        (ST_XMin(bbox) < ST_XMin(line), ST_MakeEnvelope(ST_XMin(bbox), ST_YMin(bbox), ST_XMin(line), ST_YMax(bbox), 4326)),
        (ST_XMax(bbox) > ST_XMax(line), ST_MakeEnvelope(ST_XMax(line), ST_YMin(bbox), ST_XMax(bbox), ST_YMax(bbox), 4326)),
        (ST_YMin(bbox) < ST_YMin(line), ST_MakeEnvelope(ST_XMin(bbox), ST_YMin(bbox), ST_XMax(bbox), ST_YMin(line), 4326)),
        (ST_YMax(bbox) > ST_YMax(line), ST_MakeEnvelope(ST_XMin(bbox), ST_YMax(line), ST_XMax(bbox), ST_YMax(bbox), 4326))
      ) AS sides (is_wide, side) WHERE is_wide
    ) AS sides
    CROSS JOIN LATERAL (SELECT id, geom FROM pictures WHERE geom && side LIMIT most_near_pictures()) AS near
  ) AS found;
  IF number >= most_near_pictures() THEN RETURN NULL; END IF;
  RETURN CASE WHEN extent IS NULL THEN line ELSE joined_bbox(line, extent) END;
END $$;

-- When the first picture shown in a sequence was taken, which is not before a moment; NULL when it is not soon after that.
CREATE FUNCTION first_shown_since(sequence_id uuid, moment timestamptz) RETURNS timestamptz LANGUAGE sql STABLE
RETURN (
  SELECT near.ts
  FROM (SELECT p AS picture, p.id, p.ts FROM pictures p WHERE p.ts >= moment ORDER BY p.ts, p.id LIMIT most_near_pictures()) AS near
  JOIN sequences_pictures sp ON sp.pic_id = near.id JOIN sequences s ON s.id = sp.seq_id
  WHERE sp.seq_id = sequence_id AND is_shared_with_sequence(near.picture, s.visibility) ORDER BY near.ts LIMIT 1);

-- When the last one was taken, which is not after a moment; NULL when it is not shortly before that.
CREATE FUNCTION last_shown_until(sequence_id uuid, moment timestamptz) RETURNS timestamptz LANGUAGE sql STABLE
RETURN (
  SELECT near.ts
  FROM (
    SELECT p AS picture, p.id, p.ts FROM pictures p WHERE p.ts <= moment ORDER BY p.ts DESC, p.id DESC LIMIT most_near_pictures()
  ) AS near
  JOIN sequences_pictures sp ON sp.pic_id = near.id JOIN sequences s ON s.id = sp.seq_id
  WHERE sp.seq_id = sequence_id AND is_shared_with_sequence(near.picture, s.visibility) ORDER BY near.ts DESC LIMIT 1);

-- Applies a change to a long sequence that is locked. Where a picture goes that was the outermost or the first or last one, the
-- next one is looked for nearby, else among all; one that touches the antimeridian is computed from all its pictures.
-- One that shows no picture any more, or none before, is computed from all too: nothing may be left of its type, camera and date, nor
-- be missing; so is one that was deleted, which nothing finalizes. How exact places are is not said until that is known without the
-- pictures that are gone.
CREATE FUNCTION change_long_sequence(change sequence_change) RETURNS void LANGUAGE plpgsql AS $$
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

-- Sequences first, then what others left: two changes of one sequence at a time would each miss the other.
CREATE OR REPLACE FUNCTION pictures_updates_on_sequences() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  shown_otherwise uuid[] := ARRAY(
    SELECT id FROM (
      SELECT id, geom, ts, visibility, status IN ('hidden', 'waiting-for-delete') FROM new_rows
      EXCEPT SELECT id, geom, ts, visibility, status IN ('hidden', 'waiting-for-delete') FROM old_rows
    ) AS changed);
  edited uuid[] := ARRAY(
    SELECT id FROM (SELECT id, updated_at FROM new_rows EXCEPT SELECT id, updated_at FROM old_rows) AS changed);
  touched uuid[];
  long uuid[] := '{}';
BEGIN
  IF cardinality(shown_otherwise) > 0 THEN
    touched := ARRAY(
      SELECT id FROM sequences WHERE id IN (SELECT seq_id FROM sequences_pictures WHERE pic_id = ANY (shown_otherwise))
      ORDER BY id FOR NO KEY UPDATE);
    IF cardinality(shown_otherwise) <= most_changed_pictures() THEN
      long := ARRAY(SELECT id FROM unnest(touched) AS id WHERE is_long_sequence(id));
    END IF;
    IF cardinality(long) < cardinality(touched) THEN
      PERFORM refresh_sequences(ARRAY(SELECT id FROM unnest(touched) AS id WHERE id <> ALL (long)));
    END IF;
    -- MATERIALIZED: of the rows before and after, those that count are picked once, not once for each of the others.
    PERFORM change_long_sequence(ROW(seq_id, added, left_places, left_times, first_ts, last_ts,
      narrower_bbox(extent, shifted), hides)::sequence_change)
    FROM (
      WITH former_ones AS MATERIALIZED (
        SELECT sp.seq_id, sp.rank, former.geom, former.ts, is_shared_with_sequence(former, s.visibility) AS is_shown
        FROM old_rows former JOIN sequences_pictures sp ON sp.pic_id = former.id JOIN sequences s ON s.id = sp.seq_id
        WHERE former.id = ANY (shown_otherwise) AND s.id = ANY (long)
      ), latter_ones AS MATERIALIZED (
        SELECT sp.seq_id, sp.rank, latter.geom, latter.ts, is_shared_with_sequence(latter, s.visibility) AS is_shown
        FROM new_rows latter JOIN sequences_pictures sp ON sp.pic_id = latter.id JOIN sequences s ON s.id = sp.seq_id
        WHERE latter.id = ANY (shown_otherwise) AND s.id = ANY (long)
      )
      SELECT seq_id, count(*) FILTER (WHERE l.is_shown) - count(*) FILTER (WHERE f.is_shown) AS added,
        coalesce(array_agg(f.geom) FILTER (WHERE f.is_shown AND (NOT l.is_shown OR f.geom IS DISTINCT FROM l.geom)), '{}')
          AS left_places,
        coalesce(array_agg(f.ts) FILTER (WHERE f.is_shown AND (NOT l.is_shown OR f.ts IS DISTINCT FROM l.ts)), '{}') AS left_times,
        min(l.ts) FILTER (WHERE l.is_shown) AS first_ts, max(l.ts) FILTER (WHERE l.is_shown) AS last_ts,
        (ST_Extent(l.geom) FILTER (WHERE l.is_shown))::box2d AS extent,
        (ST_Extent(ST_ShiftLongitude(l.geom)) FILTER (WHERE l.is_shown))::box2d AS shifted,
        bool_or(NOT l.is_shown) AS hides
      FROM former_ones f JOIN latter_ones l USING (seq_id, rank) GROUP BY seq_id ORDER BY seq_id
    ) AS changes
    WHERE cardinality(long) > 0;
  END IF;
  IF cardinality(edited) > 0 THEN
    UPDATE sequences SET updated_at = strictly_after(updated_at) WHERE id IN (
      SELECT id FROM sequences WHERE id IN (SELECT seq_id FROM sequences_pictures WHERE pic_id = ANY (edited))
        AND id <> ALL (coalesce(touched, '{}'))
      ORDER BY id FOR NO KEY UPDATE
    );
  END IF;
  RETURN NULL;
END $$;

-- In parts, the number of pictures is right at once, of a sequence that is not deleted; extent, line and summary when it is
-- finalized. Of a picture that is deleted with its links, nobody knows here what it was.
CREATE OR REPLACE FUNCTION update_sequence_on_sequences_pictures_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched uuid[];
  long uuid[];
BEGIN
  IF is_in_parts() THEN
    UPDATE sequences SET nb_pictures = nb_pictures - taken.number
    FROM (
      SELECT seq_id, count(*) FILTER (WHERE is_shared_with_sequence(p, s.visibility)) AS number
      FROM old_rows JOIN pictures p ON p.id = pic_id JOIN sequences s ON s.id = seq_id GROUP BY seq_id
    ) AS taken
    WHERE sequences.id = taken.seq_id AND status <> 'deleted';
    RETURN NULL;
  END IF;
  touched := ARRAY(
    SELECT id FROM sequences WHERE id IN (SELECT seq_id FROM old_rows) ORDER BY id FOR NO KEY UPDATE);
  IF (SELECT count(*) FROM old_rows) <= most_changed_pictures() THEN
    long := ARRAY(
      SELECT id FROM unnest(touched) AS id WHERE is_long_sequence(id)
      AND NOT EXISTS (SELECT FROM old_rows WHERE seq_id = id AND NOT EXISTS (SELECT FROM pictures p WHERE p.id = pic_id)));
    PERFORM change_long_sequence(ROW(seq_id, -number, places, times, NULL, NULL, NULL, false)::sequence_change)
    FROM (
      SELECT seq_id, count(*) FILTER (WHERE was_shown) AS number, coalesce(array_agg(geom) FILTER (WHERE was_shown), '{}') AS places,
        coalesce(array_agg(ts) FILTER (WHERE was_shown), '{}') AS times
      FROM (
        SELECT seq_id, p.geom, p.ts, is_shared_with_sequence(p, s.visibility) AS was_shown
        FROM old_rows JOIN pictures p ON p.id = pic_id JOIN sequences s ON s.id = seq_id WHERE seq_id = ANY (long)
      ) AS members
      GROUP BY seq_id ORDER BY seq_id
    ) AS changes;
    touched := ARRAY(SELECT id FROM unnest(touched) AS id WHERE id <> ALL (long));
  END IF;
  IF cardinality(touched) > 0 THEN PERFORM refresh_sequences(touched); END IF;
  RETURN NULL;
END $$;

-- In parts, and for a long sequence, the number stays the same: pictures get other ranks in their sequence.
CREATE OR REPLACE FUNCTION update_sequence_on_new_ranks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched uuid[];
  long uuid[] := '{}';
BEGIN
  IF is_in_parts() THEN
    -- For "updated_at".
    UPDATE sequences SET nb_pictures = nb_pictures WHERE id IN (SELECT seq_id FROM new_rows);
    RETURN NULL;
  END IF;
  touched := ARRAY(
    SELECT id FROM sequences WHERE id IN (SELECT seq_id FROM old_rows UNION SELECT seq_id FROM new_rows)
    ORDER BY id FOR NO KEY UPDATE);
  IF NOT EXISTS (SELECT seq_id, pic_id FROM new_rows EXCEPT SELECT seq_id, pic_id FROM old_rows) THEN
    long := ARRAY(SELECT id FROM unnest(touched) AS id WHERE is_long_sequence(id));
    UPDATE sequences SET nb_pictures = nb_pictures WHERE id = ANY (long);
    PERFORM queue_finalizations(long);
  END IF;
  IF cardinality(long) < cardinality(touched) THEN
    PERFORM refresh_sequences(ARRAY(SELECT id FROM unnest(touched) AS id WHERE id <> ALL (long)));
  END IF;
  RETURN NULL;
END $$;

-- Others may see the sequence now, thus other pictures of it count. Of a long one that fewer people see, the pictures that count
-- from now on may come later; one whose pictures everybody may see who may see the sequence stays as it is.
CREATE OR REPLACE FUNCTION refresh_sequence_of_other_visibility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_long_sequence(NEW.id) THEN
    IF NEW.visibility = 'owner-only' OR (NEW.visibility = 'logged-only' AND OLD.visibility IS DISTINCT FROM 'owner-only') THEN
      IF OLD.has_private_pictures THEN PERFORM queue_finalizations(ARRAY[NEW.id]); END IF;
      RETURN NULL;
    END IF;
    IF NOT OLD.has_private_pictures AND NOT EXISTS (
      SELECT FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
      WHERE sp.seq_id = NEW.id AND NOT is_shared_with_sequence(p, NEW.visibility)
    ) THEN
      RETURN NULL;
    END IF;
  END IF;
  PERFORM refresh_sequences(ARRAY[NEW.id]);
  RETURN NULL;
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

-- What the planner would learn of these texts, which it never asks for, takes most of the time of an ANALYZE.
ALTER TABLE pictures ALTER COLUMN metadata SET STATISTICS 0, ALTER COLUMN exif SET STATISTICS 0;
