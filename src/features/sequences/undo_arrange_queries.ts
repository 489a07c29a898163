import type { Queryable, Transaction } from "../../core/db/sql.ts";
import type { Visibility } from "../../core/settings/mod.ts";

/** A split or a merge, as the history of a sequence has it. */
export interface Arrangement {
  /** Of the change. */
  id: string;
  kind: "split" | "merge";
  /** The sequence that was made by splitting, or that was merged into this one. */
  other: string;
  /** Those that moved away by splitting; those that were there before merging. */
  pictures: string[];
  /** Where these were, of a split. */
  ranks: number[];
  is_undone: boolean;
}

/**
 * A split or merge of a sequence; "other change" for a change that is neither. Undefined when the sequence has no such change.
 */
export async function findArrangement(
  sql: Queryable,
  sequenceId: string,
  changeId: string,
): Promise<Arrangement | "other change" | undefined> {
  const [row] = await sql<(Omit<Arrangement, "other"> & { other: string | null })[]>`
    SELECT c.id, CASE WHEN before ? 'moved_to' THEN 'split' ELSE 'merge' END AS kind,
      coalesce(before ->> 'moved_to', before ->> 'merged_from') AS other,
      ARRAY(SELECT jsonb_array_elements_text(before -> 'pictures')) AS pictures,
      ARRAY(SELECT jsonb_array_elements_text(before -> 'ranks')::int) AS ranks, EXISTS (
        SELECT FROM sequences_changes later
        WHERE later.sequence_id = c.sequence_id AND later.previous_value_changed ->> 'undone' = c.id::text
      ) AS is_undone
    FROM sequences_changes c, LATERAL (SELECT coalesce(c.previous_value_changed, '{}') AS before) replaced
    WHERE c.id = ${changeId} AND c.sequence_id = ${sequenceId}`;
  if (!row) return undefined;
  const { other, ...arrangement } = row;
  return other === null ? "other change" : { ...arrangement, other };
}

/** What a merge moved, by the history of the sequence that ended by it. */
export async function findMovedByMerge(
  tx: Transaction,
  { into, from, change }: { into: string; from: string; change: string },
): Promise<{ id: string; pictures: string[] } | undefined> {
  const [row] = await tx<{ id: string; pictures: string[] }[]>`
    SELECT c.id, ARRAY(SELECT jsonb_array_elements_text(c.previous_value_changed -> 'pictures')) AS pictures
    FROM sequences_changes c
    WHERE c.sequence_id = ${from} AND c.previous_value_changed ->> 'merged_into' = ${into}
      AND c.ts >= (SELECT ts FROM sequences_changes WHERE id = ${change})
    ORDER BY c.ts LIMIT 1`;
  return row;
}

/** Brings the tombstone of a sequence back to life; undefined when it is none. It is ready once it is finalized. */
export async function reviveSequence(
  tx: Transaction,
  id: string,
): Promise<{ account_id: string; visibility: Visibility | null } | undefined> {
  const [row] = await tx<{ account_id: string; visibility: Visibility | null }[]>`
    UPDATE sequences SET status = 'waiting-for-process' WHERE id = ${id} AND status = 'deleted'
    RETURNING account_id, visibility`;
  return row;
}

/** Gives pictures back the visibility that a change of their sequence replaced, where nobody has changed it since. */
export async function restoreVisibilities(
  tx: Transaction,
  { change, pictureIds, editor }: { change: string; pictureIds: string[]; editor: string },
): Promise<(Visibility | null)[]> {
  const rows = await tx<{ visibility: Visibility | null }[]>`
    WITH restored AS (
      UPDATE pictures p SET visibility = (c.previous_value_changed ->> 'visibility')::visibility_status,
        last_account_to_edit = ${editor}
      FROM pictures_changes c
      WHERE c.sequences_changes_id = ${change} AND c.picture_id = p.id AND p.id = ANY (${pictureIds}::uuid[])
        AND c.previous_value_changed ? 'visibility' AND NOT EXISTS (
          SELECT FROM pictures_changes later
          WHERE later.picture_id = p.id AND later.ts > c.ts AND later.previous_value_changed ? 'visibility')
      RETURNING p.visibility
    )
    SELECT DISTINCT visibility FROM restored`;
  return rows.map(({ visibility }) => visibility);
}
