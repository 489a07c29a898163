import type { Queryable, Transaction } from "../../../../core/db/sql.ts";
import type { Ownership } from "../../permission_links.ts";
import { sequenceIsVisible, type Viewer } from "../../visibility.ts";
import type { CollectionChanges } from "./changes.ts";

/** Whose a sequence is; undefined when it is deleted, or the viewer may not see it. */
export async function findSequenceOwnership(
  sql: Queryable,
  id: string,
  viewer: Viewer,
): Promise<Ownership | undefined> {
  const [row] = await sql<Ownership[]>`
    SELECT s.account_id,
      coalesce(a.collaborative_metadata, (SELECT collaborative_metadata FROM configurations), TRUE) AS is_collaborative
    FROM sequences s JOIN accounts a ON a.id = s.account_id
    WHERE s.id = ${id}::uuid AND ${sequenceIsVisible(sql, viewer)}`;
  return row;
}

/** Writes what the row of the sequence holds itself. An edit that changes nothing leaves no trace. */
export async function updateSequence(
  tx: Transaction,
  id: string,
  { title, visibility, sort, relativeHeading }: CollectionChanges,
  editor: string,
): Promise<void> {
  const metadata = {
    ...(title === undefined ? {} : { title }),
    ...(relativeHeading === undefined ? {} : { relative_heading: relativeHeading }),
  };
  await tx`
    UPDATE sequences s SET metadata = edited.metadata, visibility = edited.visibility, current_sort = edited.current_sort,
      last_account_to_edit = ${editor}
    FROM (
      SELECT id, coalesce(metadata, '{}') || ${tx.json(metadata)} AS metadata,
        coalesce(${visibility ?? null}::visibility_status, visibility) AS visibility,
        coalesce(${sort ?? null}::sequence_sort, current_sort) AS current_sort
      FROM sequences WHERE id = ${id} FOR NO KEY UPDATE
    ) edited
    WHERE s.id = edited.id AND (s.metadata, s.visibility, s.current_sort)
      IS DISTINCT FROM (edited.metadata, edited.visibility, edited.current_sort)`;
}
