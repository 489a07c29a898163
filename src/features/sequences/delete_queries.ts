import type { Fragment, Queryable, Transaction } from "../../core/db/sql.ts";
import { workInParts } from "./finalize_queries.ts";

/** Seconds after which a job deletes what whoever began to delete a sequence has left. */
const LEFT_AFTER = 60;

/** Leaves a tombstone, for those that harvest. The cells of the map are marked when the pictures go. */
export async function endSequence(tx: Transaction, id: string, editor: string | null): Promise<void> {
  // Unlike `workInParts()`, this waits for the disk: whoever asked for it may be told that it is done.
  await tx`SELECT set_config('panoramax.in_parts', 'on', TRUE)`;
  await tx`
    UPDATE sequences SET status = 'deleted', ${editor === null ? tx`` : tx`last_account_to_edit = ${editor},`}
      ${saysNothing(tx)}
    WHERE id = ${id}`;
}

/** What a sequence without pictures says of them. */
export function saysNothing(sql: Queryable): Fragment {
  return sql`nb_pictures = 0, min_picture_ts = NULL, max_picture_ts = NULL, has_private_pictures = FALSE, computed_type = NULL,
    computed_model = NULL, computed_h_pixel_density = NULL, computed_capture_date = NULL, computed_gps_accuracy = NULL`;
}

/** To be called when all pictures of a sequence that was ended are gone: somebody may have changed some of them meanwhile. */
export async function emptyEnded(sql: Queryable, id: string): Promise<void> {
  await sql`UPDATE sequences SET ${
    saysNothing(sql)
  } WHERE id = ${id} AND status = 'deleted' AND min_picture_ts IS NOT NULL`;
}

/** Has a job delete the pictures of a sequence that was ended, unless that is done before; see `forgetDeletion()`. */
export async function queueDeletion(tx: Transaction, id: string): Promise<void> {
  await tx`
    INSERT INTO job_queue (sequence_id, task, args, to_do_after_ts)
    VALUES (${id}, 'finalize', '{"deletes_pictures": true}', now() + make_interval(secs => ${LEFT_AFTER}))
    ON CONFLICT (sequence_id) DO UPDATE SET seq = DEFAULT, args = EXCLUDED.args, to_do_after_ts = EXCLUDED.to_do_after_ts
    WHERE job_queue.task = 'finalize'`;
}

/** Takes that job from the queue, unless it is running. */
export async function forgetDeletion(sql: Queryable, id: string): Promise<void> {
  await sql`
    DELETE FROM job_queue
    WHERE sequence_id = ${id} AND task = 'finalize' AND args ? 'deletes_pictures' AND claimed_by IS NULL`;
}

/**
 * Deletes a sequence with its pictures, but for those that are in another sequence too; files go later, by jobs. What is left is a
 * tombstone, for those that harvest. Upload sets are locked before pictures, as everywhere.
 * @param editor id of the account that asks for it
 */
export async function deleteSequence(tx: Transaction, sequenceId: string, editor: string): Promise<void> {
  await lockToDelete(tx, tx`SELECT pic_id FROM sequences_pictures WHERE seq_id = ${sequenceId}`);
  await tx`UPDATE sequences SET status = 'deleted', last_account_to_edit = ${editor} WHERE id = ${sequenceId}`;
  await deleteMembers(tx, sequenceId, tx`TRUE`);
}

/**
 * Deletes some pictures of a sequence that was ended, but for those that are in another sequence too; files go later, by jobs.
 * @returns how many left the sequence
 */
export async function deletePart(tx: Transaction, id: string, limit: number): Promise<number> {
  const rows = await tx<{ id: string }[]>`
    SELECT pic_id AS id FROM sequences_pictures WHERE seq_id = ${id}
      AND EXISTS (SELECT FROM sequences WHERE id = ${id} AND status = 'deleted')
    ORDER BY rank LIMIT ${limit}`;
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return 0;
  await workInParts(tx);
  await lockPicturesToDelete(tx, ids);
  await deleteMembers(tx, id, tx`pic_id = ANY (${ids}::uuid[])`);
  return ids.length;
}

/** Makes others that change these pictures wait, before they are deleted. Upload sets are locked before pictures, as everywhere. */
export async function lockPicturesToDelete(tx: Transaction, ids: string[]): Promise<void> {
  await lockToDelete(tx, tx`SELECT unnest(${ids}::uuid[])`);
}

/** @param pictures a query for their ids */
async function lockToDelete(tx: Transaction, pictures: Fragment): Promise<void> {
  await tx`
    SELECT FROM upload_sets WHERE id IN (SELECT upload_set_id FROM pictures WHERE id IN (${pictures}))
    ORDER BY id FOR UPDATE`;
  await tx`SELECT FROM pictures WHERE id IN (${pictures}) ORDER BY id FOR UPDATE`;
}

/** Deletes pictures of a sequence, but for those that are in another one too. @param which a condition on their links */
async function deleteMembers(tx: Transaction, sequenceId: string, which: Fragment): Promise<void> {
  await tx`
    WITH unlinked AS (DELETE FROM sequences_pictures WHERE seq_id = ${sequenceId} AND ${which} RETURNING pic_id)
    DELETE FROM pictures WHERE id IN (SELECT pic_id FROM unlinked)
      AND NOT EXISTS (SELECT FROM sequences_pictures WHERE pic_id = pictures.id AND seq_id <> ${sequenceId})`;
}
