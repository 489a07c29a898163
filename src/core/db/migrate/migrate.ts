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
} from "./queries.ts";

/** The database was migrated by something else than these files: nothing can be told about its schema. */
export class MigrationHistoryError extends Error {
  override name = "MigrationHistoryError";
}

/** Which migrations, and who is told of them. */
export interface MigrationOptions {
  /** Folder of the files, for tests; by default those of the program. */
  folder?: string;
  /** Name of the last one to apply; all when left out. */
  last?: string;
  /** Called with the name of a migration just before it is applied or taken back. */
  onStep?: (id: string) => void;
}

/**
 * Names of the migrations that are still to be applied, in order.
 * @throws MigrationHistoryError when an applied migration has changed since, or is not known to this program
 */
export async function pendingMigrations(sql: Queryable, { folder }: MigrationOptions = {}): Promise<string[]> {
  return (await findPending(sql, folder)).map(({ id }) => id);
}

/**
 * Applies the pending migrations, all in one transaction: whoever looks sees the former schema or the new one, and a
 * failure leaves the former one. Processes that migrate one database take turns.
 * @returns names of what was applied
 * @throws MigrationHistoryError as `pendingMigrations`
 */
export async function migrate(sql: Sql, { folder, last, onStep }: MigrationOptions = {}): Promise<string[]> {
  return await inTurn(sql, async (tx) => {
    const pending = (await findPending(tx, folder)).filter(({ id }) => last === undefined || id <= last);
    if (pending.length > 0) await createMigrationTable(tx);
    for (const migration of pending) {
      onStep?.(migration.id);
      await tx.unsafe(migration.up);
      await recordMigration(tx, migration);
    }
    return pending.map(({ id }) => id);
  });
}

/**
 * Takes the last migration back, or all of them, in one transaction. Extensions stay.
 * @returns names of what was taken back, last first
 */
export async function rollback(sql: Sql, options: MigrationOptions & { all?: boolean } = {}): Promise<string[]> {
  return await inTurn(sql, async (tx) => {
    const applied = (await listApplied(tx)).map(({ id }) => id).reverse();
    const chosen = options.all ? applied : applied.slice(0, 1);
    for (const id of chosen) {
      options.onStep?.(id);
      await tx.unsafe(await readRollback(id, options.folder));
      await forgetMigration(tx, id);
    }
    if (chosen.length > 0 && chosen.length === applied.length) await dropMigrationTable(tx);
    return chosen;
  });
}

async function inTurn(sql: Sql, work: (tx: Transaction) => Promise<string[]>): Promise<string[]> {
  return await sql.begin(async (tx) => {
    await lockMigrations(tx);
    await liftStatementTimeout(tx);
    return await work(tx);
  }) as string[];
}

async function listApplied(sql: Queryable): Promise<AppliedMigration[]> {
  return await hasMigrationTable(sql) ? await listAppliedMigrations(sql) : [];
}

async function findPending(sql: Queryable, folder?: string): Promise<Migration[]> {
  const known = await readMigrations(folder);
  const applied = new Map((await listApplied(sql)).map(({ id, checksum }) => [id, checksum]));
  const pending: Migration[] = [];
  for (const migration of known) {
    const checksum = applied.get(migration.id);
    if (checksum === undefined) pending.push(migration);
    else if (checksum !== migration.checksum) {
      throw new MigrationHistoryError(`Migration ${migration.id} has changed since it was applied to this database`);
    }
    applied.delete(migration.id);
  }
  if (applied.size > 0) {
    throw new MigrationHistoryError(
      `This database was migrated by a newer version of the program, which knows ${[...applied.keys()].join(", ")}`,
    );
  }
  return pending;
}
