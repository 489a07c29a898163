/** Merges what one camera sent under two UUIDs, which happens when its software is reinstalled. */
import { onlyRow } from "../../../core/db/rows.ts";
import type { Sql, Transaction } from "../../../core/db/sql.ts";

/** What was merged, or would be. */
export interface Merged {
  /** Entries that now belong to the new camera. */
  moved: number;
  /** Entries that both cameras have; the old camera keeps its own. */
  kept: number;
  /** Whether the old camera has no entries left and is deleted. */
  isOldDeleted: boolean;
}

/** Why two cameras cannot be merged. */
export type MergeProblem = "unknown camera" | "same camera" | "different accounts";

/**
 * Moves the entries of an old camera to a new one. Files stay where they are.
 * @param isRehearsal only report what would be done
 */
export async function mergeCameras(
  sql: Sql,
  oldId: number,
  newId: number,
  { isRehearsal = false } = {},
): Promise<Merged | MergeProblem> {
  if (oldId === newId) return "same camera";
  return await sql.begin(async (tx): Promise<Merged | MergeProblem> => {
    const cameras = await tx<CameraOwnerRow[]>`
      SELECT id, account_id FROM allsky_cameras WHERE id IN (${oldId}, ${newId}) ORDER BY id FOR UPDATE`;
    const [one, other] = cameras;
    if (!one || !other) return "unknown camera";
    if (one.account_id !== other.account_id) return "different accounts";
    const { moved, kept } = await countEntries(tx, oldId, newId);
    if (!isRehearsal) await moveEntries(tx, oldId, newId, kept === 0);
    return { moved, kept, isOldDeleted: kept === 0 };
  });
}

interface CameraOwnerRow {
  id: number;
  account_id: string | null;
}

interface EntryCountRow {
  moved: number;
  kept: number;
}

async function countEntries(tx: Transaction, oldId: number, newId: number): Promise<EntryCountRow> {
  const rows = await tx<EntryCountRow[]>`
    SELECT count(*) FILTER (WHERE n.id IS NULL) AS moved, count(n.id) AS kept
    FROM allsky_assets o
    LEFT JOIN allsky_assets n ON n.camera_id = ${newId} AND n.kind = o.kind AND n.replace_key = o.replace_key
    WHERE o.camera_id = ${oldId}`;
  return onlyRow(rows);
}

async function moveEntries(tx: Transaction, oldId: number, newId: number, deletesOld: boolean): Promise<void> {
  await tx`
    UPDATE allsky_assets o SET camera_id = ${newId}
    WHERE o.camera_id = ${oldId} AND NOT EXISTS (
      SELECT FROM allsky_assets n WHERE n.camera_id = ${newId} AND n.kind = o.kind AND n.replace_key = o.replace_key)`;
  await tx`
    INSERT INTO allsky_keogram_rows (camera_id, ts, pixels)
    SELECT ${newId}, ts, pixels FROM allsky_keogram_rows WHERE camera_id = ${oldId}
    ON CONFLICT DO NOTHING`;
  await tx`DELETE FROM allsky_keogram_rows WHERE camera_id = ${oldId}`;
  if (deletesOld) await tx`DELETE FROM allsky_cameras WHERE id = ${oldId}`;
}

/** Gives a camera to an account, whose API key can then upload for it. @returns false for an unknown camera */
export async function giveCamera(sql: Sql, id: number, accountId: string): Promise<boolean> {
  const { count } = await sql`UPDATE allsky_cameras SET account_id = ${accountId} WHERE id = ${id}`;
  return count > 0;
}
