/** Brings the counts of the map grid up to date, in one process at a time. */
import { isLockNotAvailable } from "../../core/db/errors.ts";
import type { Sql } from "../../core/db/sql.ts";
import { countCell } from "./count_cell.ts";
import { countAllCells, listExpiredCells, lockGrid, noteRefresh, writeCell } from "./queries.ts";

/**
 * Recounts the pictures of each cell, cell by cell: the embedded database runs one transaction at a time.
 * @param isFull all cells instead of those in which something has changed
 * @returns false when another process is already doing it
 */
export async function refreshGrid(sql: Sql, { isFull = false } = {}): Promise<boolean> {
  try {
    const cells = await sql.begin(async (tx) => {
      await lockGrid(tx);
      if (isFull) await countAllCells(tx);
      return isFull ? [] : await listExpiredCells(tx);
    });
    for (const cell of cells) {
      const counts = await countCell(sql, cell);
      await sql.begin(async (tx) => {
        await lockGrid(tx);
        await writeCell(tx, cell, counts);
      });
    }
    await sql.begin(async (tx) => {
      await lockGrid(tx);
      await noteRefresh(tx);
    });
    return true;
  } catch (error) {
    if (isLockNotAvailable(error)) return false;
    throw error;
  }
}
