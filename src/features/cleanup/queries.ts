import { onlyRow } from "../../core/db/rows.ts";
import type { Queryable, Sql } from "../../core/db/sql.ts";

interface IdRow {
  id: string;
}

/** The pictures to clean: all, or those of some sequences that no other sequence shows. */
export interface Scope {
  /** Undefined for the whole instance. */
  sequenceIds?: string[];
}

/** How many pictures are in a scope. */
export async function countPictures(sql: Queryable, { sequenceIds }: Scope): Promise<number> {
  const rows = sequenceIds
    ? await sql<{ count: number }[]>`
      SELECT count(DISTINCT sp.pic_id)::int FROM sequences_pictures sp
      WHERE sp.seq_id = ANY (${sequenceIds}) AND NOT EXISTS (
        SELECT FROM sequences_pictures other WHERE other.pic_id = sp.pic_id AND other.seq_id <> ALL (${sequenceIds}))`
    : await sql<{ count: number }[]>`SELECT count(*)::int FROM pictures`;
  return onlyRow(rows).count;
}

/** Ids of sequences after the given one, in their order; of deleted ones too. */
export async function listSequences(sql: Queryable, after: string, limit: number): Promise<string[]> {
  const rows = await sql<IdRow[]>`SELECT id FROM sequences WHERE id > ${after} ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** Pictures of a sequence after the given one, in the order of their ids, that no sequence outside the scope shows. */
export async function listPicturesOfSequence(
  sql: Queryable,
  sequenceId: string,
  { sequenceIds }: Scope,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await sql<IdRow[]>`
    SELECT DISTINCT sp.pic_id AS id FROM sequences_pictures sp
    WHERE sp.seq_id = ${sequenceId} AND sp.pic_id > ${after} AND (${sequenceIds === undefined} OR NOT EXISTS (
      SELECT FROM sequences_pictures other
      WHERE other.pic_id = sp.pic_id AND other.seq_id <> ALL (${sequenceIds ?? []}::uuid[])))
    ORDER BY 1 LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** Pictures that are in no sequence, after the given one, in the order of their ids. */
export async function listPicturesWithoutSequence(sql: Queryable, after: string, limit: number): Promise<string[]> {
  const rows = await sql<IdRow[]>`
    SELECT id FROM pictures
    WHERE id > ${after} AND NOT EXISTS (SELECT FROM sequences_pictures WHERE pic_id = pictures.id)
    ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** Takes a sequence out of sight, so that what becomes of its pictures need not be computed any more. */
export async function hideSequence(sql: Queryable, id: string): Promise<void> {
  await sql`UPDATE sequences SET status = 'deleted' WHERE id = ${id} AND status <> 'deleted'`;
}

/**
 * Deletes pictures with all that hangs on them; upload sets go with their last picture. A picture that a runner works on
 * stays for now: the runner would find the row gone, and delete the files that are to be kept.
 * @param keepsFiles whether some files of the pictures stay, so that the jobs that would delete them must not
 * @returns ids of what was deleted
 */
export async function deletePictures(sql: Sql, ids: string[], keepsFiles: boolean): Promise<string[]> {
  return await sql.begin(async (tx): Promise<string[]> => {
    await tx`
      SELECT FROM upload_sets WHERE id IN (SELECT upload_set_id FROM pictures WHERE id = ANY (${ids}))
      ORDER BY id FOR UPDATE`;
    await tx`SELECT FROM pictures WHERE id = ANY (${ids}) ORDER BY id FOR UPDATE`;
    await tx`
      DELETE FROM job_queue WHERE picture_id = ANY (${ids}) AND (claimed_until IS NULL OR claimed_until <= now())`;
    const deleted = await tx<IdRow[]>`
      DELETE FROM pictures
      WHERE id = ANY (${ids}) AND NOT EXISTS (SELECT FROM job_queue WHERE picture_id = pictures.id) RETURNING id`;
    const gone = deleted.map(({ id }) => id);
    if (keepsFiles) await removeDeletions(tx, gone);
    return gone;
  });
}

/** Takes the jobs from the queue that would delete the files of these pictures. */
export async function removeDeletions(sql: Queryable, ids: string[]): Promise<void> {
  await sql`
    DELETE FROM job_queue
    WHERE picture_to_delete_id = ANY (${ids}) AND (claimed_until IS NULL OR claimed_until <= now())`;
}

/** Deletes the row of a sequence. */
export async function deleteSequence(sql: Queryable, id: string): Promise<void> {
  await sql`DELETE FROM sequences WHERE id = ${id}`;
}

/** Deletes some upload sets that have no pictures, older than a moment. @returns how many */
export async function deleteEmptyUploadSets(sql: Queryable, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    DELETE FROM upload_sets WHERE id IN (
      SELECT id FROM upload_sets
      WHERE created_at < ${before.toISOString()} AND NOT EXISTS (SELECT FROM pictures WHERE upload_set_id = upload_sets.id)
      ORDER BY id LIMIT ${limit} FOR UPDATE)`;
  return count;
}

/** Those of the given ids that are pictures. */
export async function findPictures(sql: Queryable, ids: string[]): Promise<Set<string>> {
  const rows = await sql<IdRow[]>`SELECT id FROM pictures WHERE id = ANY (${ids})`;
  return new Set(rows.map(({ id }) => id));
}
