import type { Queryable, Transaction } from "../../../core/db/sql.ts";
import type { UploadSetChanges } from "../parameters.ts";

/**
 * Makes uploads to a set and its dispatch wait until this transaction ends.
 * @returns its collections, which are not deleted; undefined when the set is gone
 */
export async function lockForEdit(tx: Transaction, id: string): Promise<string[] | undefined> {
  const [set] = await tx<object[]>`SELECT FROM upload_sets WHERE id = ${id} FOR UPDATE`;
  if (!set) return undefined;
  const collections = await tx<{ id: string }[]>`
    SELECT id FROM sequences WHERE upload_set_id = ${id} AND status <> 'deleted' ORDER BY id`;
  return collections.map(({ id }) => id);
}

/** The long collections of a set that hold no pictures of other sets. */
export async function findOwnLongCollections(sql: Queryable, id: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    SELECT id FROM sequences WHERE upload_set_id = ${id} AND status <> 'deleted' AND is_long_sequence(id) AND NOT EXISTS (
      SELECT FROM sequences_pictures JOIN pictures p ON p.id = pic_id
      WHERE seq_id = sequences.id AND p.upload_set_id IS DISTINCT FROM ${id})
    ORDER BY id`;
  return rows.map((row) => row.id);
}

/** Writes what the changes give; the rest stays. */
export async function updateUploadSet(tx: Transaction, id: string, changes: UploadSetChanges): Promise<void> {
  await tx`
    UPDATE upload_sets SET
      sort_method = coalesce(${changes.sort_method ?? null}::upload_set_sort_method, sort_method),
      no_split = coalesce(${changes.no_split ?? null}, no_split),
      split_distance = coalesce(${changes.split_distance ?? null}, split_distance),
      split_time = coalesce(make_interval(secs => ${changes.split_time ?? null}), split_time),
      no_deduplication = coalesce(${changes.no_deduplication ?? null}, no_deduplication),
      duplicate_distance = coalesce(${changes.duplicate_distance ?? null}::real, duplicate_distance),
      duplicate_rotation = coalesce(${changes.duplicate_rotation ?? null}, duplicate_rotation),
      relative_heading = coalesce(${changes.relative_heading ?? null}, relative_heading),
      visibility = coalesce(${changes.visibility ?? null}::visibility_status, visibility)
    WHERE id = ${id}`;
}

/** Shows collections to others than before. */
export async function updateVisibility(
  tx: Transaction,
  collectionIds: string[],
  visibility: string,
  editor: string,
): Promise<void> {
  await tx`
    UPDATE sequences SET visibility = ${visibility}::visibility_status, last_account_to_edit = ${editor}
    WHERE id IN (
      SELECT id FROM sequences
      WHERE id = ANY(${collectionIds}::uuid[]) AND visibility IS DISTINCT FROM ${visibility}::visibility_status
      ORDER BY id FOR NO KEY UPDATE)`;
}

/** The account that anonymous callers act for. */
export async function findDefaultAccount(tx: Transaction): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`;
  return row?.id;
}

/**
 * Deletes a set with its files and pictures; its collections stay as deleted ones, for those who harvest, except where pictures
 * of another set were merged into them. The pictures leave their collections in one statement, as each statement computes the
 * summary of a collection again.
 */
export async function deleteUploadSet(tx: Transaction, id: string, collectionIds: string[]): Promise<void> {
  await tx`SELECT FROM pictures WHERE upload_set_id = ${id} ORDER BY id FOR UPDATE`;
  await tx`SELECT FROM sequences WHERE id = ANY(${collectionIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  const ended = await tx<{ id: string }[]>`
    UPDATE sequences SET status = 'deleted' WHERE id = ANY(${collectionIds}::uuid[])
      AND NOT EXISTS (
        SELECT FROM sequences_pictures JOIN pictures p ON p.id = pic_id
        WHERE seq_id = sequences.id AND p.upload_set_id IS DISTINCT FROM ${id})
    RETURNING id`;
  await tx`DELETE FROM job_queue WHERE sequence_id = ANY(${ended.map((sequence) => sequence.id)}::uuid[])`;
  await tx`DELETE FROM sequences_pictures WHERE pic_id IN (SELECT id FROM pictures WHERE upload_set_id = ${id})`;
  await tx`DELETE FROM upload_sets WHERE id = ${id}`;
}
