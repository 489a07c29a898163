/** What keeps the files of the embedded database small and its plans good. */
import type { Sql } from "../sql.ts";
import { allTables, changedTables, checkpoint, type Table, vacuumTable, walPosition } from "./queries.ts";

/**
 * Writes changes to their tables, unless there were none.
 * @param since position in the WAL after the last time
 * @returns position in the WAL now
 */
export async function checkpointAfterWrites(sql: Sql, since: number | undefined): Promise<number> {
  const position = await walPosition(sql);
  if (position === since) return position;
  await checkpoint(sql);
  return await walPosition(sql);
}

/** Vacuums and analyses where enough has changed. */
export async function vacuumChangedTables(sql: Sql): Promise<void> {
  await vacuum(sql, await changedTables(sql));
}

/** Vacuums and analyses everything. */
export async function vacuumAllTables(sql: Sql): Promise<void> {
  await vacuum(sql, await allTables(sql));
}

/** Table by table, so that others get their turn between. */
async function vacuum(sql: Sql, tables: Table[]): Promise<void> {
  for (const table of tables) await vacuumTable(sql, table);
}
