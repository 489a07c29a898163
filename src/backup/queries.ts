import { readCopy, writeCopy } from "../core/db/copy.ts";
import { onlyRow } from "../core/db/rows.ts";
import type { Queryable, Sql, Transaction } from "../core/db/sql.ts";

/** A table of the schema, with the columns that hold data: generated ones are computed again. */
export interface Table {
  name: string;
  columns: string[];
}

/** All tables except those of extensions and the list of migrations. A table comes after those that it refers to. */
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
  return (await sql<{ id: string }[]>`SELECT id FROM panoramax_migration ORDER BY id`).map(({ id }) => id);
}

/** Whether there are pictures, upload sets, files of cameras, or accounts other than the default one: what cannot be made again. */
export async function hasContent(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ tables: string[] }[]>`
    SELECT ARRAY(
      SELECT relname::text FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND relname IN ('accounts', 'pictures', 'upload_sets', 'sequences', 'allsky_assets')
    ) AS tables`;
  for (const table of row?.tables ?? []) {
    const condition = table === "accounts" ? sql`WHERE is_default IS NOT TRUE` : sql``;
    if ((await sql`SELECT 1 FROM ${sql(table)} ${condition} LIMIT 1`).length > 0) return true;
  }
  return false;
}

/** Runs some reading that sees the database as it was at one moment, and changes nothing. */
export async function atOneMoment(sql: Sql, work: (tx: Transaction) => Promise<void>): Promise<void> {
  await sql.begin("isolation level repeatable read read only", async (tx) => {
    await liftTimeout(tx);
    await work(tx);
  });
}

/** Blocks of a table that are read by one statement, at most. */
const MOST_BLOCKS = 512;
/** Bytes that one statement should answer: the embedded database keeps the whole answer in memory. */
const ANSWER_SIZE = 4 * 1024 * 1024;
/** Long values are compressed; to guess how long they are, they are taken to be so many times as large as on the disk. */
const COMPRESSION = 8;

/** The rows of a table in PostgreSQL's text format of COPY, read in parts of moderate size. */
export async function* copyOut(tx: Transaction, { name, columns }: Table): AsyncGenerator<Uint8Array> {
  const sizes = await tx<{ blocks: number; bytes: number }[]>`
    SELECT (pg_relation_size(oid) / current_setting('block_size')::int)::int AS blocks,
      (pg_relation_size(oid) + ${COMPRESSION} * CASE reltoastrelid WHEN 0 THEN 0 ELSE pg_relation_size(reltoastrelid) END)::int8
        AS bytes
    FROM pg_class WHERE oid = ('public.' || quote_ident(${name}))::regclass`;
  const { blocks, bytes } = onlyRow(sizes);
  const step = Math.max(1, Math.min(MOST_BLOCKS, Math.floor(ANSWER_SIZE * blocks / Math.max(1, bytes))));
  for (let first = 0; first < blocks; first += step) {
    // COPY takes no parameters; both numbers are our own.
    yield* readCopy(tx`
      COPY (
        SELECT ${tx(columns)} FROM ${tx(name)}
        WHERE ctid >= ${tx.unsafe(`'(${first},0)'`)}::tid AND ctid < ${tx.unsafe(`'(${first + step},0)'`)}::tid
      ) TO STDOUT`);
  }
}

/** Puts rows in that format into a table. */
export async function copyIn(tx: Transaction, { name, columns }: Table, lines: Uint8Array): Promise<void> {
  await writeCopy(tx`COPY ${tx(name)} (${tx(columns)}) FROM STDIN`, lines);
}

/** How many rows a table has. */
export async function countRows(tx: Transaction, { name }: Table): Promise<number> {
  return onlyRow(await tx<{ count: number }[]>`SELECT count(*)::int8 AS count FROM ${tx(name)}`).count;
}

/** Empties a table. */
export async function emptyTable(tx: Transaction, { name }: Table): Promise<void> {
  await tx`DELETE FROM ${tx(name)}`;
}

/** Turns the triggers of a table on or off. Its foreign keys are checked anyway. */
export async function enableTriggers(tx: Transaction, { name }: Table, isEnabled: boolean): Promise<void> {
  if (isEnabled) await tx`ALTER TABLE ${tx(name)} ENABLE TRIGGER USER`;
  else await tx`ALTER TABLE ${tx(name)} DISABLE TRIGGER USER`;
}

/** Lets a long statement run. */
export async function liftTimeout(tx: Transaction): Promise<void> {
  await tx`SET LOCAL statement_timeout = 0`;
}

/** Lets the identity columns continue after the highest number in use. */
export async function continueIdentities(tx: Transaction, { name }: Table): Promise<void> {
  const identities = await tx<{ name: string }[]>`
    SELECT attname::text AS name FROM pg_attribute
    WHERE attrelid = ('public.' || quote_ident(${name}))::regclass AND attidentity <> ''`;
  for (const column of identities) {
    await tx`
      SELECT setval(pg_get_serial_sequence('public.' || quote_ident(${name}), ${column.name}),
        (SELECT coalesce(max(${tx(column.name)}), 0) + 1 FROM ${tx(name)}), FALSE)`;
  }
}

/** Updates the planner's statistics. */
export async function analyze(sql: Sql): Promise<void> {
  await sql`ANALYZE`;
}

/** Computes the extents of sequences again: PostGIS writes `box2d` as text with 15 digits, which loses the last ones. */
export async function recomputeExtents(tx: Transaction): Promise<void> {
  await tx`UPDATE sequences SET bbox = compute_sequence_bbox(id) WHERE bbox IS NOT NULL AND status <> 'deleted'`;
}
