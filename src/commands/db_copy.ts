/** `db copy-to`: moves the database of an instance to another one, such as from the embedded one to native PostgreSQL. */
import { join } from "node:path";
import { type CopiedTable, copyDatabase } from "../backup/mod.ts";
import { openDatabase } from "../core/db/open.ts";
import { readSettings, type Settings } from "../core/settings/mod.ts";
import { openStores } from "../core/storage/mod.ts";
import { type CommonOptions, withDatabase } from "./environment.ts";

/** Copies everything but files into an empty database, compares, and says what to change in the settings. */
export function runCopyTo(options: CommonOptions & { url: string }): Promise<void> {
  return withDatabase(options, async (sql, settings, database) => {
    const { PANORAMAX_DATA, DB_MAX_CNX } = settings;
    const target = await openDatabase(
      readSettings({ PANORAMAX_DATA, DB_MAX_CNX: String(DB_MAX_CNX), DB_URL: options.url }),
      "command",
    );
    try {
      const stores = await openStores(settings.storage);
      const tables = await database.withoutServers(() => copyDatabase({ from: sql, to: target.sql, stores, settings }));
      report(tables);
      if (!settings.DB_URL) printNewSettings(settings);
    } finally {
      await target.close();
    }
  });
}

function report(tables: CopiedTable[]): void {
  const width = Math.max(...tables.map(({ name }) => name.length));
  for (const { name, rows } of tables) console.log(`  ${name.padEnd(width)} ${String(rows).padStart(10)}`);
  console.log("Every row of every table is the same in both databases");
}

/** What an embedded instance has without a setting, and one with `DB_URL` has not. */
function printNewSettings({ PANORAMAX_DATA, FLASK_SECRET_KEY, OAUTH_PROVIDER }: Settings): void {
  console.log("Files stay where they are. Start the server with these settings:");
  console.log("  DB_URL=the address that you gave");
  if (!FLASK_SECRET_KEY) console.log(`  FLASK_SECRET_KEY=the content of ${join(PANORAMAX_DATA, "secret_key")}`);
  if (OAUTH_PROVIDER === "local") console.log("  OAUTH_PROVIDER=local");
  console.log(`Once it works, delete ${join(PANORAMAX_DATA, "db")}`);
}
