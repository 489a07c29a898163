import { jsonb } from "../../../core/db/json.ts";
import { onlyRow } from "../../../core/db/rows.ts";
import type { Fragment, Transaction } from "../../../core/db/sql.ts";
import type { DispatchColumns } from "../upload_set.ts";
import type { Duplicate } from "./deduplicate.ts";
import type { CollectionPlan } from "./plan.ts";

/**
 * Locks a set and reads how to dispatch it, by the instance's defaults where it does not say; undefined when it is gone.
 */
export async function lockForDispatch(tx: Transaction, id: string): Promise<DispatchColumns | undefined> {
  const [row] = await tx<DispatchColumns[]>`
    SELECT u.title, u.sort_method, u.no_split, coalesce(u.split_distance, c.default_split_distance) AS split_distance,
      extract(epoch FROM coalesce(u.split_time, c.default_split_time))::float8 AS split_time, u.no_deduplication,
      coalesce(u.duplicate_distance, c.default_duplicate_distance)::float8 AS duplicate_distance,
      coalesce(u.duplicate_rotation, c.default_duplicate_rotation) AS duplicate_rotation
    FROM upload_sets u, configurations c
    WHERE u.id = ${id} FOR NO KEY UPDATE OF u`;
  return row;
}

/**
 * Takes the deletions of a set's dropped duplicates out of the queue, unless a runner is deleting them now.
 * @returns ids of the duplicates that can still be kept
 */
export async function takeBackDeletions(tx: Transaction, uploadSetId: string): Promise<string[]> {
  const rows = await tx<{ picture_id: string }[]>`
    DELETE FROM job_queue job USING files f
    WHERE f.upload_set_id = ${uploadSetId} AND f.dropped IS NOT NULL
      AND job.picture_to_delete_id = (f.dropped->>'id')::uuid AND job.claimed_by IS NULL
    RETURNING job.picture_to_delete_id AS picture_id`;
  return rows.map(({ picture_id }) => picture_id);
}

/** A picture of the set, or what is remembered of one that was dropped as a duplicate. */
export interface PictureToDispatchRow {
  id: string;
  /** Null for a picture without a file: it was sent twice, as the first answer was lost. */
  file_name: string | null;
  /** Seconds since 1970, with microseconds. */
  time: number;
  gps_time: string | null;
  camera_time: string | null;
  camera: string;
  longitude: number;
  latitude: number;
  /** Null when unknown or computed. */
  heading: number | null;
  sequence_id: string | null;
  is_dropped: boolean;
}

/** Pictures of the set, and the duplicates that earlier dispatches dropped, in no particular order. */
export async function listPicturesToDispatch(tx: Transaction, uploadSetId: string): Promise<PictureToDispatchRow[]> {
  return await tx<PictureToDispatchRow[]>`
    SELECT p.id, f.file_name, extract(epoch FROM p.ts)::float8 AS time, p.metadata->>'ts_gps' AS gps_time,
      p.metadata->>'ts_camera' AS camera_time, ${cameraOf(tx)} AS camera, ST_X(p.geom) AS longitude,
      ST_Y(p.geom) AS latitude, ${givenHeading(tx)} AS heading, sp.seq_id AS sequence_id,
      FALSE AS is_dropped
    FROM pictures p
    LEFT JOIN files f ON f.picture_id = p.id
    LEFT JOIN sequences_pictures sp ON sp.pic_id = p.id
    WHERE p.upload_set_id = ${uploadSetId} AND p.status <> 'waiting-for-delete'
    UNION ALL
    SELECT d.id, f.file_name, d.time, d.gps_time, d.camera_time, coalesce(d.camera, ''), d.longitude, d.latitude, d.heading,
      NULL, TRUE
    FROM files f, jsonb_to_record(f.dropped) AS d(id uuid, time float8, gps_time text, camera_time text, camera text,
      longitude float8, latitude float8, heading int)
    WHERE f.upload_set_id = ${uploadSetId} AND f.dropped IS NOT NULL`;
}

/** Make, model and serial number of a camera as one text. */
function cameraOf(tx: Transaction): Fragment {
  return tx`concat_ws(' ', p.metadata->>'make', p.metadata->>'model', p.exif->>'Exif.Photo.BodySerialNumber')`;
}

/** The heading that the file or a person gave, never one computed from the movement. */
function givenHeading(tx: Transaction): Fragment {
  return tx`CASE WHEN p.heading_computed THEN p.read_heading ELSE p.heading END`;
}

/** How long a dropped duplicate can be kept after all, should files that come later ask for it. */
const DELETE_DUPLICATES_AFTER = "1 hour";

/** Makes others that change these pictures wait until this transaction ends; pictures are locked before sequences. */
export async function lockPictures(tx: Transaction, pictureIds: string[]): Promise<void> {
  await tx`SELECT FROM pictures WHERE id = ANY(${pictureIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}

/** Marks pictures that jobs will delete. Their rows stay until then, so that no running job waits for this transaction. */
export async function markForDeletion(tx: Transaction, pictureIds: string[]): Promise<void> {
  await tx`UPDATE pictures SET status = 'waiting-for-delete' WHERE id = ANY(${pictureIds}::uuid[])`;
}

/**
 * Queues the deletion of pictures.
 * @param isLater whether another dispatch may still want them
 */
export async function queueDeletions(tx: Transaction, pictureIds: string[], isLater: boolean): Promise<void> {
  await tx`
    INSERT INTO job_queue (picture_to_delete_id, task, to_do_after_ts)
    SELECT unnest(${pictureIds}::uuid[]), 'delete', CASE WHEN ${isLater} THEN now() + ${DELETE_DUPLICATES_AFTER}::interval END
    ON CONFLICT (picture_to_delete_id) DO NOTHING`;
}

/** Makes pictures that were dropped ones of the set again. */
export async function reviveDropped(tx: Transaction, pictureIds: string[]): Promise<void> {
  await tx`
    UPDATE pictures SET status = CASE preparing_status WHEN 'prepared' THEN 'ready'::picture_status
      WHEN 'broken' THEN 'broken' ELSE 'waiting-for-process' END
    WHERE id = ANY(${pictureIds}::uuid[])`;
  await tx`
    UPDATE files SET picture_id = (dropped->>'id')::uuid, dropped = NULL, rejection_status = NULL, rejection_message = NULL,
      rejection_details = NULL
    WHERE (dropped->>'id')::uuid = ANY(${pictureIds}::uuid[])`;
}

/** Records in each file why its picture goes, and what later dispatches need to know about it. */
export async function rejectDuplicates(tx: Transaction, duplicates: Duplicate[]): Promise<void> {
  const rows = duplicates.map(({ picture, of, distance, angle }) => ({
    id: picture.id,
    details: { duplicate_of: of.id, distance: Math.round(distance * 100) / 100, angle },
  }));
  await tx`
    UPDATE files f SET rejection_status = 'capture_duplicate', rejection_details = duplicate.details, picture_id = NULL,
      dropped = coalesce(f.dropped, (
        SELECT jsonb_build_object('id', p.id, 'time', extract(epoch FROM p.ts)::float8, 'gps_time', p.metadata->>'ts_gps',
          'camera_time', p.metadata->>'ts_camera', 'camera', ${cameraOf(tx)}, 'longitude', ST_X(p.geom),
          'latitude', ST_Y(p.geom), 'heading', ${givenHeading(tx)})
        FROM pictures p WHERE p.id = duplicate.id))
    FROM jsonb_to_recordset(${jsonb(tx, rows)}) AS duplicate(id uuid, details jsonb)
    WHERE f.picture_id = duplicate.id OR (f.dropped->>'id')::uuid = duplicate.id`;
}

/** Makes a collection for a set, with the set's account, visibility and tags. */
export async function insertSequence(tx: Transaction, uploadSetId: string, title: string): Promise<string> {
  const rows = await tx<{ id: string }[]>`
    WITH created AS (
      INSERT INTO sequences (account_id, metadata, user_agent, visibility, upload_set_id)
      SELECT account_id, jsonb_build_object('title', ${title}::text), user_agent, visibility, id
      FROM upload_sets WHERE id = ${uploadSetId}
      RETURNING id
    ), tag AS (
      INSERT INTO sequences_semantics (sequence_id, key, value)
      SELECT created.id, key, value FROM created, upload_sets_semantics WHERE upload_set_id = ${uploadSetId}
    ), history AS (
      INSERT INTO sequences_semantics_history (sequence_id, account_id, updates)
      SELECT created.id, tag.account_id, jsonb_build_object('key', key, 'value', value, 'action', 'add')
      FROM created, upload_sets_semantics tag WHERE upload_set_id = ${uploadSetId}
    )
    SELECT id FROM created`;
  return onlyRow(rows).id;
}

/** Gives a collection the title that a new one would have, unless a person has changed it. */
export async function renumberTitle(tx: Transaction, plan: CollectionPlan, setTitle: string): Promise<void> {
  await tx`
    UPDATE sequences SET metadata = jsonb_set(metadata, '{title}', to_jsonb(${plan.title}::text))
    WHERE id = ${plan.sequenceId} AND metadata->>'title' <> ${plan.title} AND (metadata->>'title' = ${setTitle}
      OR (starts_with(metadata->>'title', ${setTitle} || '-') AND substr(metadata->>'title', length(${setTitle}) + 2) ~ '^[0-9]+$'))`;
}

/** Whether somebody has split or merged a collection that pictures of a set are in. */
export async function wasArranged(tx: Transaction, uploadSetId: string): Promise<boolean> {
  const rows = await tx`
    SELECT FROM sequences_changes
    WHERE sequence_id IN (
        SELECT seq_id FROM sequences_pictures JOIN pictures p ON p.id = pic_id WHERE p.upload_set_id = ${uploadSetId})
      AND previous_value_changed ?| ARRAY['moved_to', 'split_from', 'merged_from', 'merged_into']
    LIMIT 1`;
  return rows.length > 0;
}

/** Takes all pictures of a set out of their collections, before they are placed again. */
export async function unlinkPictures(tx: Transaction, uploadSetId: string): Promise<void> {
  await tx`
    DELETE FROM sequences_pictures USING pictures p
    WHERE p.id = sequences_pictures.pic_id AND p.upload_set_id = ${uploadSetId}`;
}

/** Places pictures in a collection, ranked from 1. */
export async function linkPictures(tx: Transaction, sequenceId: string, pictureIds: string[]): Promise<void> {
  await tx`
    INSERT INTO sequences_pictures (seq_id, rank, pic_id)
    SELECT ${sequenceId}, rank, id FROM unnest(${pictureIds}::uuid[]) WITH ORDINALITY AS picture(id, rank)`;
}

/** Has collections finalized. */
export async function queueFinalizations(tx: Transaction, sequenceIds: string[]): Promise<void> {
  await tx`
    INSERT INTO job_queue (sequence_id, task) SELECT id, 'finalize' FROM unnest(${sequenceIds}::uuid[]) AS sequence(id)
    ON CONFLICT (sequence_id) DO NOTHING`;
}

/** Ends collections of a set that no picture is in any more, and marks the set as dispatched. */
export async function endDispatch(
  tx: Transaction,
  uploadSetId: string,
  former: string[],
  kept: string[],
): Promise<void> {
  await tx`
    UPDATE sequences SET status = 'deleted' WHERE id IN (
      SELECT id FROM sequences
      WHERE id = ANY(${former}::uuid[]) AND NOT id = ANY(${kept}::uuid[])
        AND NOT EXISTS (SELECT FROM sequences_pictures WHERE seq_id = sequences.id)
      ORDER BY id FOR NO KEY UPDATE)`;
  await tx`UPDATE upload_sets SET dispatched = TRUE WHERE id = ${uploadSetId}`;
}
