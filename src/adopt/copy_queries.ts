/** SQL that copies rows from geovisio's tables into ours. */
import { onlyRow } from "../core/db/rows.ts";
import type { Queryable, Transaction } from "../core/db/sql.ts";
import { ASIDE } from "./geovisio.ts";

/** A table that geovisio has too, with what to read for each of our columns. */
export interface CommonTable {
  name: string;
  /** Names of our columns, quoted. */
  columns: string[];
  /** SQL expressions over geovisio's table, in the order of the columns. */
  expressions: string[];
}

/** Counts of cells, which are computed instead. */
const COMPUTED = ["pictures_aggregate_grid", "pictures_aggregate_grid_expired"];

/** What to take where geovisio has NULL and ours must not: without a word here, the default of our column. */
const REPLACEMENTS_OF_NULL = [{ table: "pictures", column: "updated_at", expression: "inserted_at" }];

/** Tables whose order of insertion matters. */
const ORDER: Record<string, string> = { job_queue: "ORDER BY ts" };

/** The tables that both have. Enumerated types are the same by their values, not by their place. */
export async function listCommonTables(tx: Transaction): Promise<CommonTable[]> {
  return await tx<CommonTable[]>`
    SELECT ours.relname::text AS name, array_agg(quote_ident(c.attname) ORDER BY c.attnum) AS columns,
      array_agg(
        CASE WHEN c.attnotnull AND NOT t.attnotnull AND coalesce(replacement.expression, pg_get_expr(adbin, adrelid)) IS NOT NULL
          THEN format('coalesce(%s, %s)', read.expression, coalesce(replacement.expression, pg_get_expr(adbin, adrelid)))
          ELSE read.expression END
        ORDER BY c.attnum) AS expressions
    FROM pg_class ours
    JOIN pg_class theirs ON theirs.relname = ours.relname AND theirs.relnamespace = ${ASIDE}::regnamespace
    JOIN pg_attribute c ON c.attrelid = ours.oid AND c.attnum > 0 AND NOT c.attisdropped AND c.attgenerated = ''
    JOIN pg_attribute t ON t.attrelid = theirs.oid AND t.attname = c.attname AND NOT t.attisdropped
    LEFT JOIN pg_attrdef ON adrelid = ours.oid AND adnum = c.attnum
    LEFT JOIN jsonb_to_recordset(${tx.json(REPLACEMENTS_OF_NULL)})
      AS replacement("table" text, "column" text, expression text)
      ON replacement.table = ours.relname AND replacement.column = c.attname
    CROSS JOIN LATERAL (
      SELECT CASE WHEN c.atttypid = t.atttypid THEN quote_ident(c.attname)
        ELSE format('%I::text::%s', c.attname, format_type(c.atttypid, c.atttypmod)) END AS expression
    ) AS read
    WHERE ours.relnamespace = 'public'::regnamespace AND ours.relkind = 'r' AND theirs.relkind = 'r'
      AND ours.relname <> ALL (${COMPUTED}::text[])
    GROUP BY ours.relname ORDER BY ours.relname`;
}

/** Keys and indexes that were dropped, as the commands that make them again. */
export interface Dropped {
  indexes: string[];
  keys: string[];
}

/** Drops what would slow down every single row: foreign keys, and indexes that are not of a constraint. */
export async function dropKeysAndIndexes(tx: Transaction, tables: CommonTable[]): Promise<Dropped> {
  const names = tables.map(({ name }) => name);
  const keys = await tx<DroppableRow[]>`
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop_command,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid))
        AS make_command
    FROM pg_constraint JOIN pg_class ON pg_class.oid = confrelid
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND relname = ANY (${names}::text[])
    ORDER BY pg_constraint.oid`;
  const indexes = await tx<DroppableRow[]>`
    SELECT format('DROP INDEX %s', indexrelid::regclass) AS drop_command, pg_get_indexdef(indexrelid) AS make_command
    FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
    WHERE relnamespace = 'public'::regnamespace AND relname = ANY (${names}::text[])
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY indexrelid`;
  for (const { drop_command } of [...keys, ...indexes]) await tx.unsafe(drop_command);
  return {
    keys: keys.map(({ make_command }) => make_command),
    indexes: indexes.map(({ make_command }) => make_command),
  };
}

interface DroppableRow {
  drop_command: string;
  make_command: string;
}

/** Has the triggers of a table run, or not. */
export async function enableTriggers(tx: Transaction, { name }: CommonTable, isEnabled: boolean): Promise<void> {
  await tx.unsafe(`ALTER TABLE public."${name}" ${isEnabled ? "ENABLE" : "DISABLE"} TRIGGER USER`);
}

/** Deletes the rows that a new instance has. */
export async function emptyTable(tx: Transaction, { name }: CommonTable): Promise<void> {
  await tx`DELETE FROM ${tx(`public.${name}`)}`;
}

/** Blocks of 8 kB that are copied by one statement. */
const STEP = 1024;

/** Copies all rows of a table, a few thousand at a time; gives the number of rows of each step. */
export async function* copyRows(tx: Transaction, { name, columns, expressions }: CommonTable): AsyncGenerator<number> {
  const theirs = `${ASIDE}.${name}`;
  const order = ORDER[name];
  const blocks = await countBlocks(tx, theirs);
  const step = order ? Math.max(1, blocks) : STEP;
  for (let first = 0; first < blocks; first += step) {
    // Names and expressions come from the catalogue, quoted there.
    const { count } = await tx.unsafe(`
      INSERT INTO public."${name}" (${columns.join(", ")})
      SELECT ${expressions.join(", ")} FROM ${ASIDE}."${name}"
      WHERE ctid >= '(${first},0)'::tid AND ctid < '(${first + step},0)'::tid ${order ?? ""}`);
    yield count;
  }
}

async function countBlocks(tx: Transaction, table: string): Promise<number> {
  const rows = await tx<{ blocks: number }[]>`
    SELECT (pg_relation_size(${table}::regclass) / current_setting('block_size')::int)::int8 AS blocks`;
  return onlyRow(rows).blocks;
}

/** How many rows a table of geovisio has, and the bytes of all its tables with their indexes. */
export async function countRows(sql: Queryable, table: string): Promise<number> {
  const rows = await sql<{ count: number }[]>`SELECT count(*)::int8 AS count FROM ${sql(table)}`;
  return onlyRow(rows).count;
}

/** Bytes of some tables in `public`, with their indexes. */
export async function sizeOfTables(sql: Queryable, names: readonly string[]): Promise<number> {
  const rows = await sql<{ bytes: number }[]>`
    SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::int8 AS bytes FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname = ANY (${[...names]}::text[])`;
  return onlyRow(rows).bytes;
}

/** Ids of sequences with pictures, of which geovisio has computed nothing yet. */
export async function listSequencesWithoutExtent(tx: Transaction): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    SELECT id FROM sequences s
    WHERE status <> 'deleted' AND (bbox IS NULL OR nb_pictures = 0 OR min_picture_ts IS NULL)
      AND EXISTS (SELECT FROM sequences_pictures WHERE seq_id = s.id)`;
  return rows.map(({ id }) => id);
}

/** Computes counts, times, line and extent of sequences. */
export async function refreshSequences(tx: Transaction, ids: string[]): Promise<void> {
  await tx`SELECT refresh_sequences(${ids}::uuid[])`;
}

/** Counts the pictures in each cell of the map. */
export async function countGrid(tx: Transaction): Promise<void> {
  await tx`SELECT compute_pictures_aggregate_grid()`;
}

/** Queues what geovisio has not finished and has no job for: upload sets to sort, pictures to process or to delete. */
export async function queueUnfinished(tx: Transaction): Promise<number> {
  const rows = await tx<{ count: number }[]>`
    WITH queued AS (
      INSERT INTO job_queue (upload_set_id, picture_id, picture_to_delete_id, sequence_id, task)
      SELECT id, NULL::uuid, NULL::uuid, NULL::uuid, 'dispatch'::job_type FROM upload_sets u WHERE completed AND NOT dispatched
        AND NOT EXISTS (SELECT FROM job_queue WHERE upload_set_id = u.id)
      UNION ALL
      SELECT NULL, id, NULL, NULL, 'prepare' FROM pictures p
      WHERE preparing_status = 'not-processed' AND status <> 'waiting-for-delete'
        AND NOT EXISTS (SELECT FROM job_queue WHERE picture_id = p.id)
      UNION ALL
      SELECT NULL, NULL, id, NULL, 'delete' FROM pictures p WHERE status = 'waiting-for-delete'
        AND NOT EXISTS (SELECT FROM job_queue WHERE picture_to_delete_id = p.id)
      UNION ALL
      SELECT NULL, NULL, NULL, s.id, 'finalize' FROM sequences s
      WHERE status IN ('preparing', 'waiting-for-process') AND EXISTS (SELECT FROM sequences_pictures WHERE seq_id = s.id)
        AND EXISTS (SELECT FROM upload_sets WHERE id = s.upload_set_id AND dispatched)
        AND NOT EXISTS (SELECT FROM job_queue WHERE sequence_id = s.id)
      RETURNING 1
    )
    SELECT count(*)::int8 AS count FROM queued`;
  return onlyRow(rows).count;
}
