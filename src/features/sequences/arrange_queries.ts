import { onlyRow } from "../../core/db/rows.ts";
import type { Transaction } from "../../core/db/sql.ts";

/**
 * Makes dispatches, edits and deletions of the upload sets of these sequences and of their pictures wait; upload sets are locked
 * before pictures.
 */
export async function lockUploadSetsOf(tx: Transaction, sequenceIds: string[]): Promise<void> {
  await tx`
    SELECT FROM upload_sets WHERE id IN (
      SELECT upload_set_id FROM sequences WHERE id = ANY (${sequenceIds}::uuid[])
      UNION SELECT p.upload_set_id FROM sequences_pictures JOIN pictures p ON p.id = pic_id
      WHERE seq_id = ANY (${sequenceIds}::uuid[]))
    ORDER BY id FOR NO KEY UPDATE`;
}

/** Makes others that change the pictures of these sequences wait. @returns ids of the pictures */
export async function lockPicturesOf(tx: Transaction, sequenceIds: string[]): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    SELECT id FROM pictures WHERE id IN (SELECT pic_id FROM sequences_pictures WHERE seq_id = ANY (${sequenceIds}::uuid[]))
    ORDER BY id FOR NO KEY UPDATE`;
  return rows.map(({ id }) => id);
}

/** Whose a locked sequence is, and whether it is finalized. */
export interface LockedSequenceRow {
  id: string;
  account_id: string;
  is_ready: boolean;
}

/** Locks sequences in the order of their ids; deleted ones are left out. */
export async function lockSequences(tx: Transaction, ids: string[]): Promise<LockedSequenceRow[]> {
  return await tx<LockedSequenceRow[]>`
    SELECT id, account_id, status = 'ready' AS is_ready FROM sequences
    WHERE id = ANY (${ids}::uuid[]) AND status <> 'deleted'
    ORDER BY id FOR NO KEY UPDATE`;
}

/** A picture in a sequence. */
export interface LinkRow {
  pic_id: string;
  rank: number;
}

/** The pictures of a sequence in their order. */
export async function listLinks(tx: Transaction, sequenceId: string): Promise<LinkRow[]> {
  return await tx<LinkRow[]>`
    SELECT pic_id, rank FROM sequences_pictures WHERE seq_id = ${sequenceId} ORDER BY rank`;
}

/**
 * Makes an empty sequence with the owner, visibility, upload set and metadata of another one.
 * @param title undefined for the same one
 */
export async function copySequence(
  tx: Transaction,
  id: string,
  title: string | undefined,
  editor: string,
): Promise<string> {
  const metadata = title === undefined ? {} : { title };
  return onlyRow(
    await tx<{ id: string }[]>`
    INSERT INTO sequences (account_id, metadata, visibility, upload_set_id, user_agent, current_sort, last_account_to_edit)
    SELECT account_id, coalesce(metadata, '{}') || ${
      tx.json(metadata)
    }, visibility, upload_set_id, user_agent, current_sort,
      ${editor}
    FROM sequences WHERE id = ${id} RETURNING id`,
  ).id;
}

/** Gives a sequence the tags of another one that it has not yet. */
export async function copyTags(tx: Transaction, from: string, to: string, editor: string): Promise<void> {
  await tx`
    WITH added AS (
      INSERT INTO sequences_semantics (sequence_id, key, value)
      SELECT ${to}, key, value FROM sequences_semantics WHERE sequence_id = ${from}
      ON CONFLICT DO NOTHING RETURNING key, value
    )
    INSERT INTO sequences_semantics_history (sequence_id, account_id, updates)
    SELECT ${to}, ${editor}, jsonb_build_object('key', key, 'value', value, 'action', 'add') FROM added`;
}

/**
 * Records an edit that no column of the sequence shows. The trigger `sequences_history` writes the row; what was before is added
 * to it here.
 */
export async function annotateChange(
  tx: Transaction,
  sequenceId: string,
  editor: string,
  before: Record<string, string | string[] | number[]>,
): Promise<void> {
  await tx`UPDATE sequences SET last_account_to_edit = ${editor} WHERE id = ${sequenceId}`;
  await tx`
    UPDATE sequences_changes SET previous_value_changed = ${tx.json(before)}
    WHERE id = current_setting('panoramax.sequences_changes_id')::uuid`;
}

/** Takes pictures out of a sequence and puts them into another one, from a rank on. */
export async function movePictures(
  tx: Transaction,
  { from, to, pictureIds, firstRank }: { from: string; to: string; pictureIds: string[]; firstRank: number },
): Promise<void> {
  await tx`DELETE FROM sequences_pictures WHERE seq_id = ${from} AND pic_id = ANY (${pictureIds}::uuid[])`;
  await tx`
    INSERT INTO sequences_pictures (seq_id, rank, pic_id)
    SELECT ${to}, ${firstRank} + place - 1, id FROM unnest(${pictureIds}::uuid[]) WITH ORDINALITY AS moved(id, place)`;
}

/** Gives pictures the visibility of the sequence that they leave, where fewer people see it than the one they go into. */
export async function carryVisibilityOver(
  tx: Transaction,
  { from, into, pictureIds, editor }: { from: string; into: string; pictureIds: string[]; editor: string },
): Promise<void> {
  await tx`
    WITH strictness(visibility, degree) AS (
      VALUES ('anyone'::visibility_status, 0), ('logged-only', 1), ('owner-only', 2)
    ), source AS (
      SELECT visibility, degree FROM strictness WHERE visibility =
        (SELECT coalesce(visibility, 'anyone') FROM sequences WHERE id = ${from})
    )
    UPDATE pictures p SET visibility = source.visibility, last_account_to_edit = ${editor}
    FROM source, strictness own, strictness target, sequences s
    WHERE p.id = ANY (${pictureIds}::uuid[]) AND s.id = ${into}
      AND own.visibility = coalesce(p.visibility, 'anyone') AND target.visibility = coalesce(s.visibility, 'anyone')
      AND source.degree > own.degree AND source.degree > target.degree`;
}

/** A sequence whose pictures are all in another one leaves a tombstone, for those that harvest. */
export async function endMergedSequence(tx: Transaction, sequenceId: string): Promise<void> {
  await tx`DELETE FROM sequences_pictures WHERE seq_id = ${sequenceId}`;
  await tx`UPDATE sequences SET status = 'deleted' WHERE id = ${sequenceId}`;
}
