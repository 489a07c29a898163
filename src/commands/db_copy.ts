/** `db copy-to` and `db copy-from`: move the database of an instance to another one, and back into the embedded one. */
import { join } from "node:path";
import { type CopiedTable, copyDatabase } from "../backup/mod.ts";
import { checkDatabase } from "../core/db/migrate/mod.ts";
import { type Database, openDatabase } from "../core/db/open.ts";
import { readSettings, type Settings } from "../core/settings/mod.ts";
import { openStores } from "../core/storage/mod.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";
import { Output, type OutputOptions } from "./output.ts";

/** Copies everything but files into an empty database, compares, and says what to change in the settings. */
export function runCopyTo(options: CommonOptions & OutputOptions & { url: string }): Promise<void> {
  const output = new Output(options);
  return withDatabase(options, async (sql, settings, database) => {
    const target = await openOther(settings, options.url);
    try {
      const stores = await openStores(settings.storage);
      const tables = await database.withoutServers(() => copyDatabase({ from: sql, to: target.sql, stores, settings }));
      report(tables, output);
      if (!settings.DB_URL) printNewSettings(settings, output);
    } finally {
      await target.close();
    }
  });
}

/** Copies everything but files of a native database into the embedded one, which has to be new, compares, and says what to change. */
export function runCopyFrom(options: CommonOptions & OutputOptions & { url: string }): Promise<void> {
  const output = new Output(options);
  return withDatabase(options, async (sql, settings, database) => {
    if (settings.DB_URL) throw new CommandError("db copy-from fills the embedded database: leave DB_URL out");
    const source = await openOther(settings, options.url);
    try {
      await checkDatabase(source.sql);
      const stores = await openStores(settings.storage);
      const copy = () => copyDatabase({ from: source.sql, to: sql, stores, settings });
      report(await source.withoutServers(() => database.withoutServers(copy)), output);
      output.say("Files stay where they are. Start the server without DB_URL, and with FLASK_SECRET_KEY as it was.");
    } finally {
      await source.close();
    }
  }, { checksSchema: false });
}

/** Another database than that of the settings. */
function openOther({ PANORAMAX_DATA, DB_MAX_CNX }: Settings, url: string): Promise<Database> {
  return openDatabase(readSettings({ PANORAMAX_DATA, DB_MAX_CNX: String(DB_MAX_CNX), DB_URL: url }), "command");
}

function report(tables: CopiedTable[], output: Output): void {
  const width = Math.max(...tables.map(({ name }) => name.length));
  for (const { name, rows } of tables) output.say(`  ${name.padEnd(width)} ${String(rows).padStart(10)}`);
  output.say("Every row of every table is the same in both databases");
  output.give({ rows: Object.fromEntries(tables.map(({ name, rows }) => [name, Number(rows)])) });
}

/** What an embedded instance has without a setting, and one with `DB_URL` has not. */
function printNewSettings(settings: Settings, output: Output): void {
  const { PANORAMAX_DATA, FLASK_SECRET_KEY, OAUTH_PROVIDER } = settings;
  output.say("Files stay where they are. Start the server with these settings:");
  output.say("  DB_URL=the address that you gave");
  if (!FLASK_SECRET_KEY) output.say(`  FLASK_SECRET_KEY=the content of ${join(PANORAMAX_DATA, "secret_key")}`);
  if (OAUTH_PROVIDER === "local") output.say("  OAUTH_PROVIDER=local");
  output.say(`Once it works, delete ${join(PANORAMAX_DATA, "db")}`);
}
