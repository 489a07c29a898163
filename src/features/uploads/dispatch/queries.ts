import { jsonb } from "../../../core/db/json.ts";
import { onlyRow } from "../../../core/db/rows.ts";
import type { Fragment, Queryable, Transaction } from "../../../core/db/sql.ts";
import type { DispatchColumns } from "../upload_set.ts";
import type { Duplicate } from "./deduplicate.ts";
import type { CollectionPlan } from "./plan.ts";

/** Locks a set and reads how to dispatch it; undefined when it is gone. */
export async function lockForDispatch(tx: Transaction, id: string): Promise<DispatchColumns | undefined> {
  const [row] = await tx<DispatchColumns[]>`${dispatchRules(tx, id)} FOR NO KEY UPDATE OF u`;
  return row;
}

/** How to dispatch a set, by the instance's defaults where it does not say; undefined when there is no such set. */
export async function findDispatchRules(sql: Queryable, id: string): Promise<DispatchColumns | undefined> {
  const [row] = await sql<DispatchColumns[]>`${dispatchRules(sql, id)}`;
  return row;
}

function dispatchRules(sql: Queryable, id: string): Fragment {
  return sql`
    SELECT u.title, u.sort_method, u.no_split, coalesce(u.split_distance, c.default_split_distance) AS split_distance,
      extract(epoch FROM coalesce(u.split_time, c.default_split_time))::float8 AS split_time, u.no_deduplication,
      coalesce(u.duplicate_distance, c.default_duplicate_distance)::float8 AS duplicate_distance,
      coalesce(u.duplicate_rotation, c.default_duplicate_rotation) AS duplicate_rotation
    FROM upload_sets u, configurations c
    WHERE u.id = ${id}`;
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
  /** In that sequence. */
  rank: number | null;
  /** It will be deleted. */
  is_leaving: boolean;
  /** That sequence was deleted, and the picture is being so. */
  is_ended: boolean;
  is_dropped: boolean;
  /** Of a dropped one, whether it can still be kept: it waits for its deletion. */
  is_recoverable: boolean;
}

/** Some pictures of a set by their ids, each in one sequence at most. @param after the id of the last one before them */
export async function listPicturesToDispatch(
  sql: Queryable,
  uploadSetId: string,
  { after, limit }: { after: string; limit: number },
): Promise<PictureToDispatchRow[]> {
  return await sql<PictureToDispatchRow[]>`
    SELECT p.id, f.file_name, extract(epoch FROM p.ts)::float8 AS time, p.metadata->>'ts_gps' AS gps_time,
      p.metadata->>'ts_camera' AS camera_time, ${cameraOf(sql)} AS camera, ST_X(p.geom) AS longitude,
      ST_Y(p.geom) AS latitude, ${givenHeading(sql)} AS heading, link.seq_id AS sequence_id, link.rank,
      p.status = 'waiting-for-delete' AS is_leaving, coalesce(link.is_ended, FALSE) AS is_ended, FALSE AS is_dropped,
      FALSE AS is_recoverable
    FROM (SELECT * FROM pictures WHERE upload_set_id = ${uploadSetId} AND id > ${after} ORDER BY id LIMIT ${limit}) p
    LEFT JOIN LATERAL (SELECT file_name FROM files WHERE picture_id = p.id LIMIT 1) f ON TRUE
    LEFT JOIN LATERAL (
      SELECT seq_id, rank, s.status = 'deleted' AS is_ended FROM sequences_pictures JOIN sequences s ON s.id = seq_id
      WHERE pic_id = p.id ORDER BY is_ended, seq_id LIMIT 1
    ) link ON TRUE
    ORDER BY p.id`;
}

/** The duplicates that earlier dispatches of a set dropped. */
export async function listDropped(sql: Queryable, uploadSetId: string): Promise<PictureToDispatchRow[]> {
  return await sql<PictureToDispatchRow[]>`
    SELECT d.id, f.file_name, d.time, d.gps_time, d.camera_time, coalesce(d.camera, '') AS camera, d.longitude, d.latitude,
      d.heading, NULL AS sequence_id, NULL AS rank, FALSE AS is_leaving, FALSE AS is_ended, TRUE AS is_dropped,
      EXISTS (SELECT FROM job_queue JOIN pictures ON pictures.id = d.id
        WHERE picture_to_delete_id = d.id AND claimed_by IS NULL) AS is_recoverable
    FROM files f, jsonb_to_record(f.dropped) AS d(id uuid, time float8, gps_time text, camera_time text, camera text,
      longitude float8, latitude float8, heading int)
    WHERE f.upload_set_id = ${uploadSetId} AND f.dropped IS NOT NULL`;
}

/** Make, model and serial number of a camera as one text. */
function cameraOf(tx: Queryable): Fragment {
  return tx`concat_ws(' ', p.metadata->>'make', p.metadata->>'model', p.exif->>'Exif.Photo.BodySerialNumber')`;
}

/** The heading that the file or a person gave, never one computed from the movement. */
function givenHeading(tx: Queryable): Fragment {
  return tx`CASE WHEN p.heading_computed THEN p.read_heading ELSE p.heading END`;
}

/** How long a dropped duplicate can be kept after all, should files that come later ask for it. */
const DELETE_DUPLICATES_AFTER = "1 hour";

/**
 * Takes the deletions of dropped duplicates out of the queue, unless a runner is deleting them now.
 * @returns how many
 */
export async function takeBackDeletions(tx: Transaction, pictureIds: string[]): Promise<number> {
  const rows = await tx`
    DELETE FROM job_queue WHERE picture_to_delete_id = ANY (${pictureIds}::uuid[]) AND claimed_by IS NULL
    RETURNING picture_to_delete_id`;
  return rows.length;
}

/** Marks pictures that jobs will delete. Their rows stay until then, so that no running job waits for this transaction. */
export async function markForDeletion(tx: Transaction, pictureIds: string[]): Promise<void> {
  await tx`UPDATE pictures SET status = 'waiting-for-delete' WHERE id = ANY(${pictureIds}::uuid[])`;
}

/**
 * Queues the deletion of pictures, or postpones it.
 * @param isLater whether another dispatch may still want them
 */
export async function queueDeletions(tx: Transaction, pictureIds: string[], isLater: boolean): Promise<void> {
  await tx`
    INSERT INTO job_queue (picture_to_delete_id, task, to_do_after_ts)
    SELECT unnest(${pictureIds}::uuid[]), 'delete', CASE WHEN ${isLater} THEN now() + ${DELETE_DUPLICATES_AFTER}::interval END
    ON CONFLICT (picture_to_delete_id) DO UPDATE SET to_do_after_ts = EXCLUDED.to_do_after_ts
    WHERE job_queue.claimed_by IS NULL`;
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

/** Whether somebody has split or merged one of these collections. */
export async function wasArranged(sql: Queryable, sequenceIds: string[]): Promise<boolean> {
  const rows = await sql`
    SELECT FROM sequences_changes
    WHERE sequence_id = ANY (${sequenceIds}::uuid[])
      AND previous_value_changed ?| ARRAY['moved_to', 'split_from', 'merged_from', 'merged_into']
    LIMIT 1`;
  return rows.length > 0;
}

/**
 * Collections of a set that are neither ready nor about to be: whoever began to fill them did not come to the end.
 */
export async function listUnfinished(sql: Queryable, uploadSetId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    SELECT id FROM sequences WHERE upload_set_id = ${uploadSetId} AND status NOT IN ('ready', 'hidden', 'deleted')
      AND NOT EXISTS (SELECT FROM job_queue WHERE sequence_id = sequences.id)`;
  return rows.map(({ id }) => id);
}

/** The last rank of each of these collections that has pictures. */
export async function findLastRanks(sql: Queryable, ids: string[]): Promise<Map<string, number>> {
  const rows = await sql<{ id: string; rank: number }[]>`
    SELECT given.id, last.rank FROM unnest(${ids}::uuid[]) AS given(id)
    CROSS JOIN LATERAL (SELECT rank FROM sequences_pictures WHERE seq_id = given.id ORDER BY rank DESC LIMIT 1) AS last`;
  return new Map(rows.map(({ id, rank }) => [id, rank]));
}

/** Has collections finalized, once more if that is happening now. */
export async function queueFinalizations(tx: Transaction, sequenceIds: string[]): Promise<void> {
  await tx`
    INSERT INTO job_queue (sequence_id, task) SELECT id, 'finalize' FROM unnest(${sequenceIds}::uuid[]) AS sequence(id)
    ON CONFLICT (sequence_id) DO UPDATE SET seq = DEFAULT, args = NULL
    WHERE job_queue.task = 'finalize' AND NOT coalesce(job_queue.args ? 'deletes_pictures', FALSE)`;
}

/** A set does not count as dispatched while only a part of its pictures is where it belongs, also after a failure for good. */
export async function beginDispatch(tx: Transaction, uploadSetId: string): Promise<void> {
  await tx`UPDATE upload_sets SET dispatched = FALSE WHERE id = ${uploadSetId} AND dispatched`;
}

/** Marks a set as dispatched. */
export async function endDispatch(tx: Transaction, uploadSetId: string): Promise<void> {
  await tx`UPDATE upload_sets SET dispatched = TRUE WHERE id = ${uploadSetId}`;
}
