/** The schema of the database: its migrations, and what a start checks. */
export { GeovisioDatabaseError } from "./geovisio.ts";
export { newestMigration } from "./migration_files.ts";
export {
  listMigrations,
  migrate,
  migrateWithin,
  MigrationHistoryError,
  type MigrationOptions,
  pendingMigrations,
  rollback,
  rollbackWithin,
} from "./migrate.ts";
export {
  checkDatabase,
  DatabaseTimeZoneError,
  EmptyDatabaseError,
  PendingMigrationsError,
  upgradeDatabase,
} from "./startup_check.ts";
export { hasMigrationTable, isDatabaseEmpty } from "./queries.ts";
