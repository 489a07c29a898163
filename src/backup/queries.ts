import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Queryable, Sql, Transaction } from "../core/db/sql.ts";

/** A table of the schema, with the columns that hold data: generated ones are computed again. */
export interface Table {
  name: string;
  columns: string[];
}

/** All tables but those of extensions and the list of migrations; those that others refer to come before them. */
export async function listTables(sql: Queryable): Promise<Table[]> {
  return await sql<Table[]>`
    WITH RECURSIVE tables AS (
      SELECT oid, relname FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'panoramax_migration'
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
    ), ranked AS (
      SELECT oid, 0 AS depth FROM tables
      UNION
      SELECT reference.conrelid, ranked.depth + 1
      FROM ranked JOIN pg_constraint reference ON reference.confrelid = ranked.oid
      WHERE reference.contype = 'f' AND reference.conrelid <> reference.confrelid AND ranked.depth < 100
    )
    SELECT relname AS name, ARRAY(
        SELECT attname::text FROM pg_attribute
        WHERE attrelid = tables.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
      ) AS columns
    FROM tables
    ORDER BY (SELECT max(depth) FROM ranked WHERE ranked.oid = tables.oid), relname`;
}

/** Names of the migrations that the schema stands at, in order. */
export async function listMigrations(sql: Queryable): Promise<string[]> {
  return (await sql`SELECT id FROM panoramax_migration ORDER BY id`).map(({ id }) => id);
}

/** Runs some reading that sees the database as it was at one moment, and changes nothing. */
export async function atOneMoment(sql: Sql, work: (tx: Transaction) => Promise<void>): Promise<void> {
  await sql.begin("isolation level repeatable read read only", async (tx) => {
    await tx`SET LOCAL statement_timeout = 0`;
    await work(tx);
  });
}

/** Writes the rows of a table to a file, in PostgreSQL's text format of COPY. */
export async function copyOut(tx: Transaction, { name, columns }: Table, path: string): Promise<void> {
  const rows = await tx`COPY ${tx(name)} (${tx(columns)}) TO STDOUT`.readable();
  await pipeline(rows, createWriteStream(path, { mode: 0o600 }));
}

/** Puts the rows of such a file into a table. */
export async function copyIn(tx: Transaction, { name, columns }: Table, path: string): Promise<void> {
  await pipeline(createReadStream(path), await tx`COPY ${tx(name)} (${tx(columns)}) FROM STDIN`.writable());
}

/** Empties a table. */
export async function emptyTable(tx: Transaction, { name }: Table): Promise<void> {
  await tx`DELETE FROM ${tx(name)}`;
}

/** Has the triggers of a table run, or not. Its foreign keys are checked all the same. */
export async function enableTriggers(tx: Transaction, { name }: Table, isEnabled: boolean): Promise<void> {
  if (isEnabled) await tx`ALTER TABLE ${tx(name)} ENABLE TRIGGER USER`;
  else await tx`ALTER TABLE ${tx(name)} DISABLE TRIGGER USER`;
}

/** Lets a long statement run. */
export async function liftTimeout(tx: Transaction): Promise<void> {
  await tx`SET LOCAL statement_timeout = 0`;
}

/** Lets the identity columns go on after the highest number in use. */
export async function continueIdentities(tx: Transaction, { name }: Table): Promise<void> {
  const identities = await tx`
    SELECT attname::text AS name FROM pg_attribute
    WHERE attrelid = ('public.' || quote_ident(${name}))::regclass AND attidentity <> ''`;
  for (const column of identities) {
    await tx`
      SELECT setval(pg_get_serial_sequence('public.' || quote_ident(${name}), ${column.name}),
        (SELECT coalesce(max(${tx(column.name)}), 0) + 1 FROM ${tx(name)}), FALSE)`;
  }
}

/** Has the planner know what the tables hold. */
export async function analyze(sql: Sql): Promise<void> {
  await sql`ANALYZE`;
}

/** Computes the extents of sequences again: PostGIS writes `box2d` as text with 15 digits, which loses the last ones. */
export async function recomputeExtents(tx: Transaction): Promise<void> {
  await tx`UPDATE sequences SET bbox = compute_sequence_bbox(id) WHERE bbox IS NOT NULL AND status <> 'deleted'`;
}
