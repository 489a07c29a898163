import type { Queryable } from "../../../../core/db/sql.ts";
import type { ChangeRow, ReplacedValues } from "../../editing/history.ts";

/** A change of a sequence. */
export interface SequenceChangeRow extends ChangeRow {
  kind: "edit" | "split" | "merge" | "undo";
  /** The sequence that was made by a split, or ended by a merge. */
  other: string | null;
  /** Pictures that moved; null for an edit. */
  pictures: number | null;
  may_undo: boolean;
}

/** What is in no column of the sequence. */
const OF_ARRANGEMENTS = ["pictures", "ranks", "moved_to", "split_from", "merged_from", "merged_into", "undone"];

/** The changes of a sequence, the newest first. What a sequence had to do with another one is told by one of the two. */
export async function listSequenceChanges(
  sql: Queryable,
  sequenceId: string,
  limit: number,
): Promise<SequenceChangeRow[]> {
  return await sql<SequenceChangeRow[]>`
    SELECT c.id, c.ts, c.account_id, a.name AS account_name, kind, other.id AS other,
      CASE WHEN kind = 'merge' THEN jsonb_array_length(ended.previous_value_changed -> 'pictures')
        WHEN kind <> 'edit' THEN jsonb_array_length(before -> 'pictures') END AS pictures,
      before - ${OF_ARRANGEMENTS}::text[] AS before,
      (kind = 'split' AND other.status = 'ready' OR kind = 'merge' AND other.status = 'deleted') IS TRUE
        AND NOT EXISTS (
          SELECT FROM sequences_changes later
          WHERE later.sequence_id = c.sequence_id AND later.previous_value_changed ->> 'undone' = c.id::text
        ) AS may_undo
    FROM sequences_changes c JOIN accounts a ON a.id = c.account_id
    CROSS JOIN LATERAL (SELECT coalesce(c.previous_value_changed, '{}') AS before) replaced
    CROSS JOIN LATERAL (
      SELECT CASE WHEN before ? 'moved_to' THEN 'split' WHEN before ? 'merged_from' THEN 'merge'
        WHEN before ? 'undone' THEN 'undo' ELSE 'edit' END AS kind
    ) kinds
    LEFT JOIN sequences other ON other.id = coalesce(before ->> 'moved_to', before ->> 'merged_from')::uuid
    LEFT JOIN LATERAL (
      SELECT previous_value_changed FROM sequences_changes e
      WHERE e.sequence_id = other.id AND e.previous_value_changed ->> 'merged_into' = c.sequence_id::text AND e.ts >= c.ts
      ORDER BY e.ts LIMIT 1
    ) ended ON kind = 'merge'
    WHERE c.sequence_id = ${sequenceId} ORDER BY c.ts DESC, c.id LIMIT ${limit}`;
}

/** The values of a sequence that edits replace, as the history names them. */
export async function findPresentValuesOfSequence(sql: Queryable, sequenceId: string): Promise<ReplacedValues> {
  const [row] = await sql<{ present: ReplacedValues }[]>`
    SELECT sequence_edited_values(s) AS present FROM sequences s WHERE s.id = ${sequenceId}`;
  return row?.present ?? {};
}
