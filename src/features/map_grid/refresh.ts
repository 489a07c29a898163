/** Brings the counts of the map grid up to date, in one process at a time. */
import { isLockNotAvailable } from "../../core/db/errors.ts";
import type { Sql } from "../../core/db/sql.ts";
import { countAllCells, countExpiredCells, lockGrid, noteRefresh } from "./queries.ts";

/**
 * Recounts the pictures of each cell.
 * @param isFull all cells instead of those in which something has changed
 * @returns false when another process is already doing it
 */
export async function refreshGrid(sql: Sql, { isFull = false } = {}): Promise<boolean> {
  try {
    await sql.begin(async (tx) => {
      await lockGrid(tx);
      if (isFull) await countAllCells(tx);
      else await countExpiredCells(tx);
      await noteRefresh(tx);
    });
    return true;
  } catch (error) {
    if (isLockNotAvailable(error)) return false;
    throw error;
  }
}
