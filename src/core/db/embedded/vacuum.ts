/** Checkpoints and vacuums, as PostgreSQL's own background processes do them, which the embedded database does not have. */
import type { Sql } from "../sql.ts";

/**
 * Writes changes to their tables, unless there were none.
 * @param since position in the WAL after the last time
 * @returns position in the WAL now
 */
export async function checkpointAfterWrites(sql: Sql, since: number | undefined): Promise<number> {
  const position = await walPosition(sql);
  if (position === since) return position;
  await checkpoint(sql);
  return await walPosition(sql);
}

/** Vacuums and analyses where enough has changed. */
export async function vacuumChangedTables(sql: Sql): Promise<void> {
  await vacuum(sql, await changedTables(sql));
}

/** Vacuums and analyses everything. */
export async function vacuumAllTables(sql: Sql): Promise<void> {
  await vacuum(sql, await allTables(sql));
}

/** Table by table, so that others get their turn between. */
async function vacuum(sql: Sql, tables: Table[]): Promise<void> {
  for (const table of tables) await vacuumTable(sql, table);
}

/** Writes all changes to their tables, so that the WAL before can go. */
async function checkpoint(sql: Sql): Promise<void> {
  await sql`CHECKPOINT`;
}

/** How far the WAL has come, in bytes since the database was made. */
export async function walPosition(sql: Sql): Promise<number> {
  const [row] = await sql<[{ position: number }]>`
    SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint AS position`;
  return row.position;
}

/** A table, as identifiers. */
interface Table {
  schema: string;
  name: string;
}

/** All tables, PostgreSQL's own too: where old rows are never frozen, transaction ids run out one day. */
async function allTables(sql: Sql): Promise<Table[]> {
  return await sql<Table[]>`
    SELECT relnamespace::regnamespace::text AS schema, relname AS name
    FROM pg_class
    WHERE relkind IN ('r', 'm') AND relpersistence <> 't'
    ORDER BY 1, 2`;
}

/**
 * Tables of which enough has changed: for autovacuum by its default thresholds, but for tables of moderate size some more often, as
 * everybody waits for a vacuum, and few dead rows take less time. In a large one, the indexes take the time, however few are dead.
 */
export async function changedTables(sql: Sql): Promise<Table[]> {
  return await sql<Table[]>`
    SELECT schemaname AS schema, relname AS name
    FROM pg_stat_user_tables
    WHERE n_dead_tup > 50 + least(0.2 * n_live_tup, greatest(1000, 0.2 * n_live_tup - 9000))
      OR n_ins_since_vacuum > 1000 + 0.2 * n_live_tup
      OR n_mod_since_analyze > 50 + 0.1 * n_live_tup
    ORDER BY 1, 2`;
}

/**
 * Of how many values of a column the planner learns how often they occur, and how many steps it knows of the others. PostgreSQL looks
 * at 300 rows for each: with its default of 100, everybody would wait twice as long for the pictures.
 */
const STATISTICS_TARGET = 30;

/**
 * Makes room of dead rows usable again and renews what the planner knows: of the rows, of the long values that are kept apart, and
 * of the statistics, one after the other, so that others get their turn between.
 */
async function vacuumTable(sql: Sql, { schema, name }: Table): Promise<void> {
  await sql`VACUUM (PROCESS_TOAST FALSE) ${sql(schema)}.${sql(name)}`;
  await sql`VACUUM (PROCESS_MAIN FALSE) ${sql(schema)}.${sql(name)}`;
  await sql.begin(async (tx) => {
    await tx`SELECT set_config('default_statistics_target', ${String(STATISTICS_TARGET)}, TRUE)`;
    await tx`ANALYZE ${tx(schema)}.${tx(name)}`;
  });
}
