import type { Queryable, Sql, Transaction } from "../../../core/db/sql.ts";
import { sequenceIsVisible, type Viewer } from "../../stac/mod.ts";
import type { TransferRow } from "./transfer.ts";

interface IdRow {
  id: string;
}

/** The id of the account that a caller uploads for; undefined when the instance has no default account. */
export async function findUploader(sql: Queryable, caller: string | null): Promise<string | undefined> {
  const [row] = await sql<IdRow[]>`
    SELECT id FROM accounts WHERE CASE WHEN ${caller}::uuid IS NULL THEN is_default ELSE id = ${caller} END`;
  return row?.id;
}

/** Creates an empty collection with the id that it has on the other instance. @returns false when the id is taken */
export async function insertTransferredCollection(
  tx: Transaction,
  { id, owner, title, userAgent }: { id: string; owner: string; title?: string; userAgent: string },
): Promise<boolean> {
  const { count } = await tx`
    INSERT INTO sequences (id, account_id, metadata, user_agent, visibility)
    SELECT ${id}, a.id, ${tx.json(title === undefined ? {} : { title })}, ${userAgent},
      coalesce(a.default_visibility, c.default_visibility)
    FROM accounts a, configurations c WHERE a.id = ${owner}
    ON CONFLICT (id) DO NOTHING`;
  return count > 0;
}

/** The collection that a transfer fills, locked so that it is not deleted meanwhile. */
export interface LockedCollectionRow {
  account_id: string;
  is_deleted: boolean;
}

/** Makes others that change the collection wait until the transaction ends. */
export async function lockCollection(tx: Transaction, id: string): Promise<LockedCollectionRow | undefined> {
  const [row] = await tx<LockedCollectionRow[]>`
    SELECT account_id, status = 'deleted' AS is_deleted FROM sequences WHERE id = ${id} FOR NO KEY UPDATE`;
  return row;
}

/** Restores a deleted collection, to be filled again. */
export async function reviveCollection(tx: Transaction, id: string): Promise<void> {
  await tx`UPDATE sequences SET status = 'preparing' WHERE id = ${id}`;
}

/** Queues a transfer. @returns its id; undefined when a job on the collection is already waiting or running */
export async function queueTransfer(
  tx: Transaction,
  collectionId: string,
  args: { location: string; nb_items_to_transfer: number },
): Promise<string | undefined> {
  const [row] = await tx<IdRow[]>`
    INSERT INTO job_queue (sequence_id, task, args) VALUES (${collectionId}, 'transfer', ${tx.json(args)})
    ON CONFLICT (sequence_id) DO NOTHING RETURNING id`;
  return row?.id;
}

/** The owner of the collection; undefined when it is deleted. */
export async function findSequenceToFill(sql: Queryable, id: string): Promise<string | undefined> {
  const [row] = await sql<{ account_id: string }[]>`
    SELECT account_id FROM sequences WHERE id = ${id} AND status <> 'deleted'`;
  return row?.account_id;
}

/** Those of the pictures that are on this instance. */
export async function findTransferredPictures(sql: Queryable, ids: string[]): Promise<Set<string>> {
  const rows = await sql<IdRow[]>`SELECT id FROM pictures WHERE id = ANY (${ids})`;
  return new Set(rows.map(({ id }) => id));
}

/** Those of the pictures that were on this instance, and whose files are still to be deleted by a job. */
export async function findPicturesBeingDeleted(sql: Queryable, ids: string[]): Promise<string[]> {
  const rows = await sql<IdRow[]>`
    SELECT picture_to_delete_id AS id FROM job_queue WHERE picture_to_delete_id = ANY (${ids})`;
  return rows.map(({ id }) => id);
}

/**
 * Adds a picture to a collection, at the end when its rank is taken.
 * @returns false when the collection is deleted
 */
export async function linkTransferredPicture(
  tx: Transaction,
  collectionId: string,
  rank: number,
  pictureId: string,
): Promise<boolean> {
  const collection = await lockCollection(tx, collectionId);
  if (!collection || collection.is_deleted) return false;
  await tx`
    INSERT INTO sequences_pictures (seq_id, rank, pic_id)
    SELECT ${collectionId}, CASE WHEN bool_or(rank = ${rank}) THEN max(rank) + 1 ELSE ${rank} END, ${pictureId}
    FROM sequences_pictures WHERE seq_id = ${collectionId}`;
  return true;
}

/** A transfer into a collection that the viewer may see. */
export async function findTransfer(sql: Sql, id: string, viewer: Viewer): Promise<TransferRow | undefined> {
  const [row] = await listWhere(sql, sql`t.id = ${id}`, viewer);
  return row;
}

/**
 * Transfers into the collections of an account that the viewer may see, in the order they were requested.
 * @param areFinishedShown in addition to those that are waiting or running
 */
export async function listTransfers(
  sql: Sql,
  owner: string,
  areFinishedShown: boolean,
  viewer: Viewer,
): Promise<TransferRow[]> {
  return await listWhere(sql, sql`s.account_id = ${owner} AND (${areFinishedShown} OR t.is_queued)`, viewer);
}

function listWhere(sql: Sql, condition: ReturnType<Sql>, viewer: Viewer) {
  return sql<TransferRow[]>`
    SELECT t.id, s.id AS collection_id, s.status AS collection_status,
      (t.args->>'nb_items_to_transfer')::int AS nb_items,
      (SELECT count(*)::int FROM sequences_pictures WHERE seq_id = s.id) AS nb_transferred_items,
      coalesce((
        SELECT json_agg(json_build_object('started_at', started_at::text, 'finished_at', finished_at::text, 'error', error,
          'error_text', error_text, 'warning', warning) ORDER BY started_at)
        FROM job_history WHERE job_id = t.id), '[]') AS attempts
    FROM (
      SELECT id, sequence_id, args, ts, TRUE AS is_queued FROM job_queue WHERE task = 'transfer'
      UNION ALL
      (SELECT DISTINCT ON (job_id) job_id, sequence_id, args, started_at, FALSE FROM job_history h
      WHERE job_task = 'transfer' AND NOT EXISTS (SELECT FROM job_queue WHERE id = h.job_id)
      ORDER BY job_id, started_at)
    ) t JOIN sequences s ON s.id = t.sequence_id
    WHERE ${condition} AND ${sequenceIsVisible(sql, viewer)}
    ORDER BY t.ts, t.id`;
}
