/** Brings the schema of a database to the version of this program, or takes it back. */
import type { Queryable, Sql, Transaction } from "../sql.ts";
import { type Migration, readMigrations, readRollback } from "./migration_files.ts";
import {
  type AppliedMigration,
  createMigrationTable,
  dropMigrationTable,
  forgetMigration,
  hasMigrationTable,
  liftStatementTimeout,
  listAppliedMigrations,
  lockMigrations,
  recordMigration,
  renumberMigration,
} from "./queries.ts";

/** The database was migrated by something other than these files: nothing is known about its schema. */
export class MigrationHistoryError extends Error {
  override name = "MigrationHistoryError";
}

/** Which migrations, and who hears of them. */
export interface MigrationOptions {
  /** Folder of the files, for tests; by default those of the program. */
  folder?: string;
  /** Name of the last one to apply; all if left out. */
  last?: string;
  /** Called with the name of a migration just before it is applied or rolled back. */
  onStep?: (id: string) => void;
}

/**
 * Names of the migrations that are still to be applied, in order.
 * @throws MigrationHistoryError when an applied migration has changed since, or is not known to this program
 */
export async function pendingMigrations(sql: Queryable, { folder }: MigrationOptions = {}): Promise<string[]> {
  return (await compareHistory(sql, folder)).pending.map(({ id }) => id);
}

/**
 * Applies the pending migrations, all in one transaction: others see the old schema or the new one, and a
 * failure leaves the former one. Processes that migrate one database take turns. Migrations that were applied under
 * another number get their present one.
 * @returns names of what was applied
 * @throws MigrationHistoryError as `pendingMigrations`
 */
export async function migrate(sql: Sql, options: MigrationOptions = {}): Promise<string[]> {
  return await sql.begin((tx) => migrateWithin(tx, options));
}

/** As `migrate`, in a transaction that does more. */
export async function migrateWithin(
  tx: Transaction,
  { folder, last, onStep }: MigrationOptions = {},
): Promise<string[]> {
  await waitForTurn(tx);
  const comparison = await compareHistory(tx, folder);
  for (const { from, to } of comparison.renumbered) await renumberMigration(tx, from, to);
  const pending = await upTo(last, comparison.pending, folder);
  if (pending.length > 0) await createMigrationTable(tx);
  for (const migration of pending) {
    onStep?.(migration.id);
    await tx.unsafe(migration.up);
    await recordMigration(tx, migration);
  }
  return pending.map(({ id }) => id);
}

/**
 * Takes the last migration back, or all of them, in one transaction. Extensions stay.
 * @returns names of what was rolled back, last first
 */
export async function rollback(sql: Sql, options: RollbackOptions = {}): Promise<string[]> {
  return await sql.begin((tx) => rollbackWithin(tx, options));
}

/** Which migrations are taken back: the last one, or all. */
export interface RollbackOptions extends MigrationOptions {
  all?: boolean;
}

/** As `rollback`, in a transaction that does more. */
export async function rollbackWithin(tx: Transaction, options: RollbackOptions = {}): Promise<string[]> {
  await waitForTurn(tx);
  const { renumbered } = await compareHistory(tx, options.folder);
  for (const { from, to } of renumbered) await renumberMigration(tx, from, to);
  const applied = (await listApplied(tx)).map(({ id }) => id).reverse();
  const chosen = options.all ? applied : applied.slice(0, 1);
  for (const id of chosen) {
    options.onStep?.(id);
    await tx.unsafe(await readRollback(id, options.folder));
    await forgetMigration(tx, id);
  }
  if (chosen.length > 0 && chosen.length === applied.length) await dropMigrationTable(tx);
  return chosen;
}

/** Until the transaction ends, other processes that migrate wait, and statements may take long. */
async function waitForTurn(tx: Transaction): Promise<void> {
  // First: whoever waits here while another process migrates a large database waits for minutes.
  await liftStatementTimeout(tx);
  await lockMigrations(tx);
}

/** The ids of all migrations that a database has applied, in order. */
export async function listMigrations(sql: Queryable): Promise<string[]> {
  return (await listApplied(sql)).map(({ id }) => id);
}

async function listApplied(sql: Queryable): Promise<AppliedMigration[]> {
  return await hasMigrationTable(sql) ? await listAppliedMigrations(sql) : [];
}

/** What a database has applied, compared with the migrations of this program. */
interface Comparison {
  pending: Migration[];
  /** Applied under another number: the same SQL under the same name. */
  renumbered: { from: string; to: string }[];
}

async function compareHistory(sql: Queryable, folder?: string): Promise<Comparison> {
  const known = await readMigrations(folder);
  const applied = new Map((await listApplied(sql)).map(({ id, checksum }) => [id, checksum]));
  const pending: Migration[] = [];
  const renumbered: Comparison["renumbered"] = [];
  for (const migration of known) {
    const { id, checksum } = migration;
    const from = applied.has(id) ? id : findRenumbered(migration, applied, known);
    if (from === undefined) {
      pending.push(migration);
      continue;
    }
    if (applied.get(from) !== checksum) {
      throw new MigrationHistoryError(`Migration ${id} has changed since it was applied to this database`);
    }
    if (from !== id) renumbered.push({ from, to: id });
    applied.delete(from);
  }
  if (applied.size > 0) {
    throw new MigrationHistoryError(
      `This database was migrated by a newer version of the program, which knows ${[...applied.keys()].join(", ")}`,
    );
  }
  return { pending, renumbered };
}

/** Those up to a last one, which may have had another number, as in an old backup. */
async function upTo(last: string | undefined, migrations: Migration[], folder?: string): Promise<Migration[]> {
  if (last === undefined) return migrations;
  const present = (await readMigrations(folder)).find(({ id }) => nameOf(id) === nameOf(last));
  return migrations.filter(({ id }) => id <= (present?.id ?? last));
}

/** The id under which a database has applied the same migration, if it is not the id in this program. */
function findRenumbered(
  { id, checksum }: Migration,
  applied: Map<string, string>,
  known: Migration[],
): string | undefined {
  const isKnown = (candidate: string) => known.some((migration) => migration.id === candidate);
  const found = [...applied].find(([candidate, appliedChecksum]) =>
    appliedChecksum === checksum && nameOf(candidate) === nameOf(id) && !isKnown(candidate)
  );
  return found?.[0];
}

/** The part after the number. */
function nameOf(id: string): string {
  return id.replace(/^\d+_/, "");
}
