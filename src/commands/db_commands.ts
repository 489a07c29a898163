/** `db upgrade`, `db rollback` and `db refresh`, on the database of the settings. */
import { refreshGrid } from "../features/map_grid/mod.ts";
import { type ConfirmationOptions, confirmLoss } from "./confirmation.ts";
import { dbRollback, dbUpgrade } from "./db.ts";
import { type CommonOptions, withDatabase } from "./environment.ts";

export function upgrade(options: CommonOptions): Promise<void> {
  return withDatabase(options, (sql) => dbUpgrade({ sql, print: console.log }), { checksSchema: false });
}

export function rollback(options: CommonOptions & ConfirmationOptions & { all: boolean }): Promise<void> {
  return withDatabase(options, async (sql) => {
    confirmLoss(
      options.all
        ? "This deletes all tables and all that they hold: accounts, pictures, sequences. Files stay."
        : "This takes the last migration back, with all that the database keeps for it.",
      options,
    );
    await dbRollback({ sql, print: console.log, all: options.all });
  }, { checksSchema: false });
}

/** Brings the counts of the map up to date: of the cells in which something changed, or of all. */
export function refresh(options: CommonOptions & { full: boolean }): Promise<void> {
  return withDatabase(options, async (sql) => {
    const isDone = await refreshGrid(sql, { isFull: options.full });
    if (!isDone) return console.log("Another process is refreshing the pictures aggregate grid");
    console.log(options.full ? "Refreshed all pictures aggregate grid" : "Refreshed pictures aggregate grid");
  });
}
