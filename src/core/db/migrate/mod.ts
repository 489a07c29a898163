/** The schema of the database: its migrations, and what a start checks. */
export { migrate, MigrationHistoryError, type MigrationOptions, pendingMigrations, rollback } from "./migrate.ts";
export {
  checkDatabase,
  DatabaseTimeZoneError,
  EmptyDatabaseError,
  PendingMigrationsError,
  upgradeDatabase,
} from "./startup_check.ts";
export { isDatabaseEmpty } from "./queries.ts";
