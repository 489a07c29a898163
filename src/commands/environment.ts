/** What every command starts with: its settings, its log, and a database. */
import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { checkDatabase } from "../core/db/migrate/mod.ts";
import { type Database, openDatabase } from "../core/db/open.ts";
import type { Sql } from "../core/db/sql.ts";
import { logger, startLogging } from "../core/log.ts";
import { loadStored } from "../features/instance_settings/mod.ts";
import { readSettings, type Settings } from "../core/settings/mod.ts";
import { messageOf } from "../core/thrown.ts";
import { CommandError } from "./command_error.ts";
import { refuseForeignFolders, refuseSystemFolders } from "./usable_folders.ts";

export { CommandError };

/** Options that every command takes. */
export interface CommonOptions {
  /** Data folder; wins over `PANORAMAX_DATA`. */
  data?: string;
  /** File with settings, `.env` by default. */
  envFile?: string;
}

/**
 * Reads the settings and turns logging on.
 * @param overrides settings given as options of the command
 * @param stream where the log goes: "stderr" for commands whose output is data
 */
export async function prepareCommand(
  { data, envFile }: CommonOptions,
  stream: "stdout" | "stderr",
  overrides: Record<string, string | undefined> = {},
): Promise<Settings> {
  const settings = readGivenSettings({ data, envFile }, overrides);
  await refuseSystemFolders(settings);
  await refuseForeignFolders(settings);
  await startLogging(settings, stream);
  for (const warning of settings.warnings) logger("settings").warn(warning);
  return settings;
}

/**
 * The settings of the environment and of the file, with the options of a command over them.
 * @throws SettingsError, or CommandError when the file cannot be read
 */
export function readGivenSettings(
  { data, envFile }: CommonOptions,
  overrides: Record<string, string | undefined> = {},
): Settings {
  readEnvFile(envFile);
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
  return readSettings({ ...Deno.env.toObject(), ...(data ? { PANORAMAX_DATA: data } : {}), ...given });
}

/** Variables already in the environment win over those of the file. */
function readEnvFile(path: string | undefined): void {
  try {
    if (path === undefined && !existsSync(".env")) return;
    loadEnvFile(path ?? ".env");
  } catch (error) {
    throw new CommandError(`Cannot read ${path ?? ".env"}: ${messageOf(error)}`);
  }
}

/**
 * Runs an administration command on the database, also while a server runs on the same data folder.
 * @param checksSchema whether the schema must be that of this program; an empty database gets it
 */
export async function withDatabase(
  options: CommonOptions,
  work: (sql: Sql, settings: Settings, database: Database) => Promise<void>,
  { checksSchema = true } = {},
): Promise<void> {
  const settings = await prepareCommand(options, "stderr");
  const database = await openDatabase(settings, "command");
  try {
    if (checksSchema && settings.DB_CHECK_SCHEMA) await checkDatabase(database.sql);
    // What administrators chose counts here too: whether to blur, how long to keep.
    if (checksSchema) await loadStored(database.sql, settings);
    await work(database.sql, settings, database);
  } finally {
    await database.close();
  }
}
