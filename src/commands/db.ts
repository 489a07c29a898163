/** `db upgrade`, `db rollback` and `db refresh`, on the database of the settings. */
import { join } from "node:path";
import { createBackup, hasContent } from "../backup/mod.ts";
import { listMigrations, pendingMigrations, rollback, upgradeDatabase } from "../core/db/migrate/mod.ts";
import type { Sql } from "../core/db/sql.ts";
import type { Settings } from "../core/settings/mod.ts";
import { openStores } from "../core/storage/mod.ts";
import { refreshGrid } from "../features/map_grid/mod.ts";
import { type ConfirmationOptions, confirmLoss } from "./confirmation.ts";
import { type CommonOptions, withDatabase } from "./environment.ts";
import { Output, type OutputOptions } from "./output.ts";

/** Folder of the data folder for backups that are made before the schema changes. */
const BACKUPS = "backups";

/** Applies the pending migrations. While a server runs, it only says whether there are any. */
export function runUpgrade(options: CommonOptions & OutputOptions): Promise<void> {
  const output = new Output(options), print = (line: string) => output.say(line);
  return withDatabase(options, async (sql, settings, database) => {
    const upgrade = async (backup: string | undefined) =>
      output.give({ applied: await dbUpgrade({ sql, print }), backup: backup ?? null });
    if ((await pendingMigrations(sql)).length === 0) return await upgrade(undefined);
    await database.withoutServers(async () => await upgrade(await saveFirst(sql, settings, "upgrade", print)));
  }, { checksSchema: false });
}

/** Rolls back the last migration, or all of them. */
export function runRollback(
  options: CommonOptions & ConfirmationOptions & OutputOptions & { all: boolean; dryRun?: boolean },
): Promise<void> {
  const output = new Output(options), print = (line: string) => output.say(line);
  return withDatabase(options, async (sql, settings, database) => {
    if (options.dryRun) {
      const applied = await listMigrations(sql);
      const chosen = options.all ? applied.reverse() : applied.slice(-1);
      for (const id of chosen) print(`Would roll back ${id}`);
      print("Nothing was changed");
      return output.give({ dry_run: true, rolled_back: chosen, backup: null });
    }
    await database.withoutServers(async () => {
      let backup: string | undefined;
      if (await hasContent(sql)) {
        await confirmLoss(
          options.all
            ? "This deletes all tables and everything in them: accounts, pictures, sequences. Files stay."
            : "This rolls back the last migration, and deletes what the database keeps for it.",
          options,
        );
        backup = await saveFirst(sql, settings, "rollback", print);
      }
      const removed = await dbRollback({ sql, print, all: options.all });
      output.give({ dry_run: false, rolled_back: removed, backup: backup ?? null });
    });
  }, { checksSchema: false });
}

/** Brings the counts of the map up to date: of the cells in which something changed, or of all. */
export function runRefresh(options: CommonOptions & OutputOptions & { full: boolean }): Promise<void> {
  const output = new Output(options);
  return withDatabase(options, async (sql) => {
    const isDone = await refreshGrid(sql, { isFull: options.full });
    output.give({ refreshed: isDone, full: options.full });
    if (!isDone) return output.say("Another process is refreshing the pictures aggregate grid");
    output.say(options.full ? "Refreshed all pictures aggregate grid" : "Refreshed pictures aggregate grid");
  });
}

/** Where a command works and where its lines go. */
export interface DatabaseCommand {
  sql: Sql;
  print: (line: string) => void;
}

/** Sets the time zone of the database to UTC where it is not, and applies the pending migrations. @returns their names */
export async function dbUpgrade({ sql, print }: DatabaseCommand): Promise<string[]> {
  const applied = await upgradeDatabase(sql, { onStep: listUnder("Updating database schema:", print) });
  print(applied.length > 0 ? "Migrations are done" : "Database schema already up-to-date");
  return applied;
}

/** Rolls back the last migration, or all: then nothing is left of the schema and its data. @returns the names of what went */
export async function dbRollback({ sql, print, all = false }: DatabaseCommand & { all?: boolean }): Promise<string[]> {
  const removed = await rollback(sql, { all, onStep: listUnder("Starting rollback for migrations:", print) });
  print(removed.length > 0 ? "Rollbacks are done" : "There are no migrations to rollback");
  return removed;
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

/** Backs up the rows of an embedded database, if it has any. Migrations do not touch files. @returns the path of the backup */
async function saveFirst(
  sql: Sql,
  settings: Settings,
  reason: "upgrade" | "rollback",
  print: DatabaseCommand["print"],
): Promise<string | undefined> {
  if (settings.DB_URL || !await hasContent(sql)) return undefined;
  const folder = join(settings.PANORAMAX_DATA, BACKUPS);
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const path = join(folder, `before-${reason}-${time}.tar`);
  await createBackup({ sql, stores: await openStores(settings.storage), settings, path, databaseOnly: true });
  print(`Saved the database in ${path} (restore it with panoramax restore into an empty database)`);
  return path;
}
