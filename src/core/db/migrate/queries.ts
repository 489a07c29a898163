/** What the database remembers of its migrations: table `panoramax_migration`. */
import { onlyRow } from "../rows.ts";
import type { Queryable, Sql, Transaction } from "../sql.ts";

/** Any number that no other lock of the program uses. */
const MIGRATION_LOCK = 7_262_640_172_666;

/** Makes every other process that wants to migrate this database wait until the transaction ends. */
export async function lockMigrations(tx: Transaction): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`;
}

/** Migrations have no time limit: on a large database some rewrite whole tables. */
export async function liftStatementTimeout(tx: Transaction): Promise<void> {
  await tx`SET LOCAL statement_timeout = 0`;
}

/** A migration that was applied. */
export interface AppliedMigration {
  id: string;
  checksum: string;
}

/** Whether there is a table of migrations. */
export async function hasMigrationTable(sql: Queryable): Promise<boolean> {
  const [row] = await sql<[{ found: boolean }]>`SELECT to_regclass('panoramax_migration') IS NOT NULL AS found`;
  return row.found;
}

/** Whether there is the list of migrations that geovisio keeps (its library is yoyo-migrations), and none of ours. */
export async function hasOnlyGeovisioMigrations(sql: Queryable): Promise<boolean> {
  const rows = await sql<{ found: boolean }[]>`
    SELECT to_regclass('public._yoyo_migration') IS NOT NULL AND to_regclass('public.pictures') IS NOT NULL
      AND to_regclass('panoramax_migration') IS NULL AS found`;
  return onlyRow(rows).found;
}

/** Applied migrations, in the order of their names. */
export async function listAppliedMigrations(sql: Queryable): Promise<AppliedMigration[]> {
  return await sql<AppliedMigration[]>`SELECT id, checksum FROM panoramax_migration ORDER BY id`;
}

/** Makes the table of migrations where it is missing. */
export async function createMigrationTable(tx: Transaction): Promise<void> {
  await tx`
    CREATE TABLE IF NOT EXISTS panoramax_migration (
      id text PRIMARY KEY,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`;
}

/** Removes the table of migrations. */
export async function dropMigrationTable(tx: Transaction): Promise<void> {
  await tx`DROP TABLE panoramax_migration`;
}

/** Notes that a migration was applied. */
export async function recordMigration(tx: Transaction, { id, checksum }: AppliedMigration): Promise<void> {
  await tx`INSERT INTO panoramax_migration (id, checksum) VALUES (${id}, ${checksum})`;
}

/** Gives an applied migration its present number. */
export async function renumberMigration(tx: Transaction, from: string, to: string): Promise<void> {
  await tx`UPDATE panoramax_migration SET id = ${to} WHERE id = ${from}`;
}

/** Forgets a migration that was rolled back. */
export async function forgetMigration(tx: Transaction, id: string): Promise<void> {
  await tx`DELETE FROM panoramax_migration WHERE id = ${id}`;
}

/** Whether writes are refused, by the settings of the pool or as on a standby server. */
export async function isReadOnly(sql: Sql): Promise<boolean> {
  const [row] = await sql<[{ found: boolean }]>`SELECT current_setting('transaction_read_only')::boolean AS found`;
  return row.found;
}

/** Whether the database has no tables or views; those of extensions do not count. */
export async function isDatabaseEmpty(sql: Sql): Promise<boolean> {
  const [row] = await sql<[{ empty: boolean }]>`
    SELECT NOT EXISTS (
      SELECT FROM pg_class relation JOIN pg_namespace schema ON schema.oid = relation.relnamespace
      WHERE relation.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND schema.nspname <> 'information_schema' AND schema.nspname !~ '^pg_'
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = relation.oid AND deptype = 'e')
    ) AS empty`;
  return row.empty;
}
