/** `db upgrade` and `db rollback`: what they do and what they print. */
import { rollback, upgradeDatabase } from "../core/db/migrate/mod.ts";
import type { Sql } from "../core/db/sql.ts";

/** Where a command works and where its lines go. */
export interface DatabaseCommand {
  sql: Sql;
  print: (line: string) => void;
}

/** Sets the time zone of the database to UTC where it is not, and applies the pending migrations. */
export async function dbUpgrade({ sql, print }: DatabaseCommand): Promise<void> {
  const applied = await upgradeDatabase(sql, { onStep: listUnder("Updating database schema:", print) });
  print(applied.length > 0 ? "Migrations are done" : "Database schema already up-to-date");
}

/** Takes the last migration back, or all: then nothing is left of the schema and its data. */
export async function dbRollback({ sql, print, all = false }: DatabaseCommand & { all?: boolean }): Promise<void> {
  const removed = await rollback(sql, { all, onStep: listUnder("Starting rollback for migrations:", print) });
  print(removed.length > 0 ? "Rollbacks are done" : "There are no migrations to rollback");
}

/** Prints a title before the first step, then one line a step. */
function listUnder(title: string, print: (line: string) => void): (id: string) => void {
  let hasTitle = false;
  return (id) => {
    if (!hasTitle) print(title);
    hasTitle = true;
    print(`  - ${id}`);
  };
}
