/** Takes over the database of geovisio: its tables move aside, ours are made, and filled from them. */
import { sqlStateOf } from "../core/db/errors.ts";
import { hasMigrationTable, migrateWithin } from "../core/db/migrate/mod.ts";
import type { Sql, Transaction } from "../core/db/sql.ts";
import {
  type CommonTable,
  copyRows,
  countGrid,
  countRows,
  dropKeysAndIndexes,
  emptyTable,
  enableTriggers,
  listCommonTables,
  listSequencesWithoutExtent,
  queueUnfinished,
  refreshSequences,
  sizeOfTables,
} from "./copy_queries.ts";
import { AdoptionError, ASIDE, RELATIONS, requireKnownVersion } from "./geovisio.ts";
import { findLastMigration, isAdopted, listForeignViews, moveAside, waitForLocksAtMost } from "./schema_queries.ts";

/**
 * Our last migration whose tables have the columns of geovisio's and no more: rows are copied there, and what later migrations
 * do to rows then happens to them as well.
 */
const COMMON_SCHEMA = "0012_logins";

/** Milliseconds to wait for somebody who uses a table. */
const PATIENCE = 10_000;

/** Sequences that are computed by one statement. */
const SEQUENCES_AT_ONCE = 500;

/** What is there to be adopted. */
export interface Survey {
  /** Rows by table; only those that are copied, and only where there are any. */
  rows: { table: string; count: number }[];
  /** Bytes that the tables and their indexes take; as much will be needed in addition. */
  bytes: number;
  /** Views of others that will keep reading geovisio's tables. */
  foreignViews: string[];
}

/** Tables that are not copied: lists of migrations, and what is computed instead. */
const NOT_COPIED = /^(_?yoyo|next_sequences$|pictures_grid$|pictures_aggregate_grid|.*_aggregated$)/;

/**
 * Looks at the database without changing anything.
 * @throws AdoptionError when it is none of geovisio 2.15, or adopted already
 */
export async function survey(sql: Sql): Promise<Survey> {
  await requireAdoptable(sql);
  const rows: Survey["rows"] = [];
  for (const table of RELATIONS.filter((name) => !NOT_COPIED.test(name))) {
    const count = await countRows(sql, `public.${table}`);
    if (count > 0) rows.push({ table, count });
  }
  return { rows, bytes: await sizeOfTables(sql, RELATIONS), foreignViews: await listForeignViews(sql, "public") };
}

async function requireAdoptable(sql: Sql): Promise<void> {
  if (await isAdopted(sql)) {
    throw new AdoptionError("This database was adopted already. Use --undo to go back to geovisio, or --finish");
  }
  const rows = await sql<{ found: boolean }[]>`SELECT to_regclass('public._yoyo_migration') IS NOT NULL AS found`;
  if (!rows[0]?.found) throw new AdoptionError("This is no database of geovisio: it has no table _yoyo_migration");
  if (await hasMigrationTable(sql)) throw new AdoptionError("This is a database of Panoramax already");
  requireKnownVersion(await findLastMigration(sql, "public"));
}

/** Called as the work goes on. */
export interface AdoptionSteps {
  /** A new part of the work begins. */
  onPart?: (name: string) => void;
  /** Rows were copied. */
  onRows?: (count: number) => void;
}

/**
 * Adopts the database, in one transaction: a failure leaves everything as it was.
 * @returns how much that geovisio had left was queued, so that a server finishes it
 * @throws AdoptionError when it cannot be adopted
 */
export async function adopt(sql: Sql, { onPart, onRows }: AdoptionSteps = {}): Promise<{ queued: number }> {
  await requireAdoptable(sql);
  const queued = await sql.begin(async (tx) => {
    onPart?.("Moving geovisio's tables aside");
    await waitForLocksAtMost(tx, PATIENCE);
    await moveAside(tx);
    await waitForLocksAtMost(tx, 0);
    await migrateWithin(tx, { last: COMMON_SCHEMA });

    const tables = await listCommonTables(tx);
    for (const table of tables) await enableTriggers(tx, table, false);
    const dropped = await dropKeysAndIndexes(tx, tables);
    onPart?.("Copying");
    for (const table of tables) await copyTable(tx, table, onRows);
    onPart?.("Building indexes and checking references");
    for (const command of [...dropped.indexes, ...dropped.keys]) await tx.unsafe(command);

    onPart?.("Computing what Panoramax keeps in addition");
    // Triggers stay off: nobody has edited anything.
    await migrateWithin(tx);
    const sequences = await listSequencesWithoutExtent(tx);
    while (sequences.length > 0) await refreshSequences(tx, sequences.splice(0, SEQUENCES_AT_ONCE));
    await countGrid(tx);
    for (const table of tables) await enableTriggers(tx, table, true);
    return await queueUnfinished(tx);
  }).catch((error) => {
    throw explain(error);
  });
  onPart?.("Updating statistics");
  await sql`ANALYZE`;
  return { queued };
}

async function copyTable(tx: Transaction, table: CommonTable, onRows?: (count: number) => void): Promise<void> {
  await emptyTable(tx, table);
  let copied = 0;
  for await (const count of copyRows(tx, table)) {
    copied += count;
    onRows?.(count);
  }
  const expected = await countRows(tx, `${ASIDE}.${table.name}`);
  if (copied !== expected) {
    throw new AdoptionError(`Only ${copied} of ${expected} rows of table ${table.name} could be copied`);
  }
}

const LOCK_NOT_AVAILABLE = "55P03", INSUFFICIENT_PRIVILEGE = "42501", DISK_FULL = "53100";
/** duplicate_table, duplicate_object, duplicate_function (PostgreSQL documentation, appendix A). */
const DUPLICATES = ["42P07", "42710", "42723"];

/** Says what to do about errors that have a cause outside. */
function explain(error: unknown): unknown {
  const state = sqlStateOf(error) ?? "";
  const reason = error instanceof Error ? error.message : String(error);
  const nothingChanged = "Nothing was changed";
  if (state === LOCK_NOT_AVAILABLE) {
    return new AdoptionError(`Somebody uses geovisio's tables. Stop geovisio and its workers first. ${nothingChanged}`);
  }
  if (state === INSUFFICIENT_PRIVILEGE) {
    return new AdoptionError(
      `${reason}. The role of DB_URL has to own the database and geovisio's tables. ${nothingChanged}`,
    );
  }
  if (state === DISK_FULL) {
    return new AdoptionError(`The disk of the database is full; --dry-run says how much is needed. ${nothingChanged}`);
  }
  if (DUPLICATES.includes(state)) {
    return new AdoptionError(
      `${reason}, and it is not geovisio's. Rename it or move it to another schema first. ${nothingChanged}`,
    );
  }
  return error;
}
