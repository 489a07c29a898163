import { type Account, accountId } from "../../../core/http/account.ts";
import type { Queryable, Transaction } from "../../../core/db/sql.ts";

/**
 * Makes an empty collection of the caller, or of the default account for an anonymous one.
 * @param id wanted; one is made up when left out
 * @returns undefined when the instance has no default account
 */
export async function insertCollection(
  sql: Queryable,
  { id, title }: { id?: string; title?: string },
  caller: Account | null,
  userAgent: string | null,
): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`
    INSERT INTO sequences (id, account_id, metadata, user_agent, visibility)
    SELECT coalesce(${id ?? null}, gen_random_uuid()), a.id, ${
    sql.json(title === undefined ? {} : { title })
  }, ${userAgent},
      coalesce(a.default_visibility, c.default_visibility)
    FROM accounts a, configurations c
    WHERE CASE WHEN ${accountId(caller)}::uuid IS NULL THEN a.is_default ELSE a.id = ${accountId(caller)} END
    RETURNING id`;
  return row?.id;
}

interface CollectionOwnerRow {
  account_id: string;
  upload_set_id: string | null;
  is_deleted: boolean;
}

/** Owner and status of a collection; undefined for an unknown one. */
export async function findCollectionOwner(sql: Queryable, id: string): Promise<CollectionOwnerRow | undefined> {
  const [row] = await sql<CollectionOwnerRow[]>`
    SELECT account_id, upload_set_id, status = 'deleted' AS is_deleted FROM sequences WHERE id = ${id}`;
  return row;
}

/** Places a picture in a collection. */
export async function linkPicture(tx: Transaction, sequenceId: string, rank: number, pictureId: string): Promise<void> {
  await tx`INSERT INTO sequences_pictures (seq_id, rank, pic_id) VALUES (${sequenceId}, ${rank}, ${pictureId})`;
}
