/** What every start asks of the database before anything else uses it. */
import type { Sql } from "../sql.ts";
import { refuseGeovisioDatabase } from "./geovisio.ts";
import { migrate, type MigrationOptions, pendingMigrations } from "./migrate.ts";
import { isDatabaseEmpty, isReadOnly } from "./queries.ts";
import { databaseName, databaseTimeZone, setDatabaseTimeZoneToUtc } from "./time_zone.ts";

/** The schema is older than the program. */
export class PendingMigrationsError extends Error {
  override name = "PendingMigrationsError";
  /** @param pending names of the missing migrations */
  constructor(readonly pending: string[]) {
    super([
      "Panoramax database schema needs an update !",
      "The following database migrations are required:",
      ...pending.map((id) => `  - ${id}`),
      "Please apply them using this command:",
      "  panoramax db upgrade",
    ].join("\n"));
  }
}

/** There is nothing to serve, and nothing may be made. */
export class EmptyDatabaseError extends Error {
  override name = "EmptyDatabaseError";
  constructor() {
    super([
      "The database is empty, and a read-only instance cannot make its tables.",
      "Please start once without API_READ_ONLY, or use this command:",
      "  panoramax db upgrade",
    ].join("\n"));
  }
}

/** The database would show other clients local times. */
export class DatabaseTimeZoneError extends Error {
  override name = "DatabaseTimeZoneError";
  /**
   * @param database name of the database
   * @param zone its time zone
   */
  constructor(database: string, zone: string) {
    super([
      "Database is not running at UTC timezone !",
      `Its timezone is ${zone}. Please apply this command, or have it done by panoramax db upgrade:`,
      `  ALTER DATABASE "${database}" SET TIMEZONE TO 'UTC';`,
    ].join("\n"));
  }
}

/**
 * Lets a start go on with the schema of this program and a database at UTC. An empty database gets both.
 * @throws PendingMigrationsError when the schema is older; MigrationHistoryError when it is newer or was tampered with
 * @throws DatabaseTimeZoneError when the time zone of the database is not UTC
 * @throws EmptyDatabaseError when the database is empty and may not be written to
 * @throws GeovisioDatabaseError when it is a database of geovisio
 */
export async function checkDatabase(sql: Sql, options: MigrationOptions = {}): Promise<void> {
  // In this order: if another process fills an empty database in between, nothing is pending then.
  if (await isDatabaseEmpty(sql)) {
    if (await isReadOnly(sql)) throw new EmptyDatabaseError();
    await upgradeDatabase(sql, options);
    return;
  }
  await refuseGeovisioDatabase(sql);
  const pending = await pendingMigrations(sql, options);
  if (pending.length > 0) throw new PendingMigrationsError(pending);
  const zone = await databaseTimeZone(sql);
  if (!zone.isUtc) throw new DatabaseTimeZoneError(await databaseName(sql), zone.name);
}

/**
 * Brings a database to what `checkDatabase` asks for.
 * @returns names of the migrations that were applied
 * @throws GeovisioDatabaseError when it is a database of geovisio
 */
export async function upgradeDatabase(sql: Sql, options: MigrationOptions = {}): Promise<string[]> {
  await refuseGeovisioDatabase(sql);
  if (!(await databaseTimeZone(sql)).isUtc) await setDatabaseTimeZoneToUtc(sql);
  return await migrate(sql, options);
}
