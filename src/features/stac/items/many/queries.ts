import { onlyRow } from "../../../../core/db/rows.ts";
import type { Queryable, Transaction } from "../../../../core/db/sql.ts";
import { pictureIsVisible, sequenceIsVisible, type Viewer } from "../../visibility.ts";
import type { ManyItemsChanges } from "./changes.ts";

/** A picture that is to be changed, and whose it is. */
export interface ItemToChangeRow {
  id: string;
  account_id: string;
  is_collaborative: boolean;
}

/**
 * The pictures of a sequence that the viewer may see, or those among the given ones.
 * @param ids undefined for all
 */
export async function findItemsToChange(
  sql: Queryable,
  sequenceId: string,
  ids: string[] | undefined,
  viewer: Viewer,
): Promise<ItemToChangeRow[]> {
  return await sql<ItemToChangeRow[]>`
    SELECT p.id, p.account_id,
      coalesce(a.collaborative_metadata, (SELECT collaborative_metadata FROM configurations), TRUE) AS is_collaborative
    FROM sequences s
    JOIN sequences_pictures sp ON sp.seq_id = s.id
    JOIN pictures p ON p.id = sp.pic_id
    JOIN accounts a ON a.id = p.account_id
    WHERE s.id = ${sequenceId} AND ${sequenceIsVisible(sql, viewer)} AND ${pictureIsVisible(sql, viewer)}
      AND ${ids ? sql`p.id = ANY (${ids}::uuid[])` : sql`TRUE`}`;
}

/** Locks pictures in the order of their ids. */
export async function lockItems(tx: Transaction, ids: string[]): Promise<void> {
  await tx`SELECT FROM pictures WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}

/** Those of the pictures that an edit would change. */
export async function findChanging(
  sql: Queryable,
  ids: string[],
  { visibility, shift }: Pick<ManyItemsChanges, "visibility" | "shift">,
): Promise<string[]> {
  if (shift !== undefined) return ids;
  const rows = await sql<{ id: string }[]>`
    SELECT id FROM pictures WHERE id = ANY (${ids}::uuid[])
      AND visibility IS DISTINCT FROM coalesce(${visibility ?? null}::visibility_status, visibility)`;
  return rows.map(({ id }) => id);
}

/** Whether a shift in seconds would take a picture out of the years that times can be written in (ISO 8601: 0 to 9999). */
export async function shiftLeavesCalendar(sql: Queryable, ids: string[], shift: number): Promise<boolean> {
  const rows = await sql<{ leaves: boolean }[]>`
    SELECT coalesce(bool_or(ts + make_interval(secs => ${shift}::float8) NOT BETWEEN '0002-01-01' AND '9999-12-30'), FALSE)
      AS leaves
    FROM pictures WHERE id = ANY (${ids}::uuid[])`;
  return onlyRow(rows).leaves;
}

/** Says in the history of the sequence that pictures of it are about to be changed together; their changes refer to it. */
export async function noteEditOfSequence(tx: Transaction, sequenceId: string, editor: string): Promise<void> {
  await tx`UPDATE sequences SET last_account_to_edit = ${editor} WHERE id = ${sequenceId}`;
}

/** Changes pictures, each with a line in its history. */
export async function updateItems(
  tx: Transaction,
  ids: string[],
  { visibility, shift }: Pick<ManyItemsChanges, "visibility" | "shift">,
  editor: string,
): Promise<void> {
  await tx`
    UPDATE pictures SET visibility = coalesce(${visibility ?? null}::visibility_status, visibility),
      ts = ts + make_interval(secs => ${shift ?? 0}::float8), last_account_to_edit = ${editor}
    WHERE id = ANY (${ids}::uuid[])`;
}
