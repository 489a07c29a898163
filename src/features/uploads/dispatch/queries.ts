import type { Transaction } from "../../../core/db/sql.ts";
import type { SortMethod } from "../upload_set.ts";
import type { Duplicate } from "./deduplicate.ts";
import type { DispatchPicture } from "./picture.ts";

/** How a set is to be dispatched, with the instance's defaults where it does not say. */
export interface DispatchSettings {
  title: string;
  sort_method: SortMethod;
  no_split: boolean | null;
  split_distance: number | null;
  /** Seconds. */
  split_time: number | null;
  no_deduplication: boolean | null;
  duplicate_distance: number | null;
  duplicate_rotation: number | null;
}

/** Locks a set and reads how to dispatch it; undefined when it is gone. */
export async function lockForDispatch(tx: Transaction, id: string): Promise<DispatchSettings | undefined> {
  const [row] = await tx<DispatchSettings[]>`
    SELECT u.title, u.sort_method, u.no_split, coalesce(u.split_distance, c.default_split_distance) AS split_distance,
      extract(epoch FROM coalesce(u.split_time, c.default_split_time))::float8 AS split_time, u.no_deduplication,
      coalesce(u.duplicate_distance, c.default_duplicate_distance)::float8 AS duplicate_distance,
      coalesce(u.duplicate_rotation, c.default_duplicate_rotation) AS duplicate_rotation
    FROM upload_sets u, configurations c
    WHERE u.id = ${id} FOR UPDATE OF u`;
  return row;
}

/** Pictures of the set in the order they came; `file_name` is null for one without a file (sent twice after a time-out). */
export async function listPicturesToDispatch(tx: Transaction, uploadSetId: string) {
  return await tx<(Omit<DispatchPicture, "fileName"> & { fileName: string | null })[]>`
    SELECT p.id, f.file_name AS "fileName", extract(epoch FROM p.ts)::float8 AS time, ST_X(p.geom) AS longitude,
      ST_Y(p.geom) AS latitude, p.heading, p.heading_computed AS "isHeadingComputed", sp.seq_id AS "sequenceId"
    FROM pictures p
    LEFT JOIN files f ON f.picture_id = p.id
    LEFT JOIN sequences_pictures sp ON sp.pic_id = p.id
    WHERE p.upload_set_id = ${uploadSetId} AND p.status <> 'waiting-for-delete'
    ORDER BY f.inserted_at, p.inserted_at, p.id`;
}

/** Has pictures deleted by a job; their rows stay until then, so that no running job waits for this transaction. */
export async function scheduleDeletion(tx: Transaction, pictureIds: string[]): Promise<void> {
  await tx`UPDATE pictures SET status = 'waiting-for-delete' WHERE id = ANY(${pictureIds}::uuid[])`;
  await tx`
    INSERT INTO job_queue (picture_to_delete_id, task) SELECT unnest(${pictureIds}::uuid[]), 'delete'
    ON CONFLICT (picture_to_delete_id) DO NOTHING`;
}

/** Notes with each file why its picture goes. */
export async function rejectDuplicates(tx: Transaction, duplicates: Duplicate[]): Promise<void> {
  const rows = duplicates.map(({ picture, of, distance, angle }) => ({
    id: picture.id,
    details: { duplicate_of: of.id, distance: Math.round(distance * 100) / 100, angle },
  }));
  await tx`
    UPDATE files SET rejection_status = 'capture_duplicate', rejection_details = duplicate.details
    FROM jsonb_to_recordset(${tx.json(rows)}) AS duplicate(id uuid, details jsonb)
    WHERE files.picture_id = duplicate.id`;
}

/** Makes a collection for a set, with the set's account, visibility and tags. */
export async function insertSequence(tx: Transaction, uploadSetId: string, title: string): Promise<string> {
  const [{ id }] = await tx`
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
  return id;
}

/** Takes all pictures of a set out of their collections, before they are placed again. */
export async function unlinkPictures(tx: Transaction, uploadSetId: string): Promise<void> {
  await tx`
    DELETE FROM sequences_pictures USING pictures p
    WHERE p.id = sequences_pictures.pic_id AND p.upload_set_id = ${uploadSetId}`;
}

/** Places pictures in a collection, ranked from 1, and has it finalized. */
export async function linkPictures(tx: Transaction, sequenceId: string, pictureIds: string[]): Promise<void> {
  await tx`
    INSERT INTO sequences_pictures (seq_id, rank, pic_id)
    SELECT ${sequenceId}, rank, id FROM unnest(${pictureIds}::uuid[]) WITH ORDINALITY AS picture(id, rank)`;
  await tx`
    INSERT INTO job_queue (sequence_id, task) VALUES (${sequenceId}, 'finalize') ON CONFLICT (sequence_id) DO NOTHING`;
}

/** Ends collections of a set that no picture is in any more, and marks the set as dispatched. */
export async function endDispatch(
  tx: Transaction,
  uploadSetId: string,
  former: string[],
  kept: string[],
): Promise<void> {
  await tx`
    UPDATE sequences SET status = 'deleted'
    WHERE id = ANY(${former}::uuid[]) AND NOT id = ANY(${kept}::uuid[])
      AND NOT EXISTS (SELECT FROM sequences_pictures WHERE seq_id = sequences.id)`;
  await tx`UPDATE upload_sets SET dispatched = TRUE WHERE id = ${uploadSetId}`;
}
