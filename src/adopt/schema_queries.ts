/** SQL that moves geovisio's tables between schemas, and finds out who uses them. */
import { onlyRow } from "../core/db/rows.ts";
import type { Queryable, Sql, Transaction } from "../core/db/sql.ts";
import { ASIDE, FUNCTIONS, RELATIONS, TYPES } from "./geovisio.ts";

/** Where geovisio's tables are. */
export type Place = "public" | typeof ASIDE;

/** The newest migration that geovisio has applied, by its name, which begins with its day. */
export async function findLastMigration(sql: Queryable, place: Place): Promise<string | undefined> {
  const [row] = await sql<{ migration_id: string }[]>`
    SELECT migration_id FROM ${sql(`${place}._yoyo_migration`)} ORDER BY migration_id DESC LIMIT 1`;
  return row?.migration_id;
}

/** Whether geovisio's tables wait aside. */
export async function isAdopted(sql: Queryable): Promise<boolean> {
  const rows = await sql<{ found: boolean }[]>`SELECT to_regnamespace(${ASIDE}) IS NOT NULL AS found`;
  return onlyRow(rows).found;
}

/** Somebody else who is connected to the database. */
export interface OtherConnection {
  user: string | null;
  application: string | null;
  address: string | null;
}

/** Connections to this database that are not of this program. Of other roles only their names are known, unless one may see more. */
export async function listOtherConnections(sql: Sql): Promise<OtherConnection[]> {
  return await sql<OtherConnection[]>`
    SELECT usename::text AS user, nullif(application_name, '') AS application, host(client_addr) AS address
    FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name IS DISTINCT FROM 'panoramax'
      AND coalesce(backend_type, 'client backend') = 'client backend'
    ORDER BY backend_start`;
}

/** Views of others, outside of the schema, that read geovisio's tables. */
export async function listForeignViews(sql: Queryable, place: Place): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    SELECT DISTINCT format('%I.%I', of_view.nspname, viewed.relname) AS name
    FROM pg_depend
    JOIN pg_rewrite ON pg_rewrite.oid = pg_depend.objid AND pg_depend.classid = 'pg_rewrite'::regclass
    JOIN pg_class viewed ON viewed.oid = pg_rewrite.ev_class
    JOIN pg_namespace of_view ON of_view.oid = viewed.relnamespace
    JOIN pg_class used ON used.oid = pg_depend.refobjid AND pg_depend.refclassid = 'pg_class'::regclass
    WHERE used.relnamespace = ${place}::regnamespace AND used.relname = ANY (${[...RELATIONS]}::text[])
      AND NOT (viewed.relnamespace = ${place}::regnamespace AND viewed.relname = ANY (${[...RELATIONS]}::text[]))
    ORDER BY name`;
  return rows.map(({ name }) => name);
}

/** Gives up after a while when somebody else uses the tables. */
export async function waitForLocksAtMost(tx: Transaction, milliseconds: number): Promise<void> {
  await tx`SELECT set_config('lock_timeout', ${String(milliseconds)}, true)`;
}

/** Moves all that is geovisio's from `public` into a schema of its own, which is made. Data stays where it is on the disk. */
export async function moveAside(tx: Transaction): Promise<void> {
  await tx`CREATE SCHEMA ${tx(ASIDE)}`;
  await moveAll(tx, "public", ASIDE);
}

/** Moves it all back, and removes the schema. */
export async function moveBack(tx: Transaction): Promise<void> {
  await moveAll(tx, ASIDE, "public");
  await tx`DROP SCHEMA ${tx(ASIDE)}`;
}

async function moveAll(tx: Transaction, from: Place, to: Place): Promise<void> {
  // Functions first: their arguments are written with the schemas in which their types are now. Indexes, constraints, row types
  // and triggers go with their tables.
  const objects = await tx<{ command: string }[]>`
    SELECT format('ALTER FUNCTION %s SET SCHEMA %I', oid::regprocedure, ${to}::text) AS command, 1 AS step FROM pg_proc
    WHERE pronamespace = ${from}::regnamespace AND proname = ANY (${[...FUNCTIONS]}::text[])
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    UNION ALL
    SELECT format('ALTER %s %I.%I SET SCHEMA %I',
      CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, ${from}::text, relname, ${to}::text), 2
    FROM pg_class
    WHERE relnamespace = ${from}::regnamespace AND relkind IN ('r', 'v', 'm') AND relname = ANY (${[
    ...RELATIONS,
  ]}::text[])
    UNION ALL
    SELECT format('ALTER TYPE %I.%I SET SCHEMA %I', ${from}::text, typname, ${to}::text), 3 FROM pg_type
    WHERE typnamespace = ${from}::regnamespace AND typtype = 'e' AND typname = ANY (${[...TYPES]}::text[])
    ORDER BY step`;
  // Names come from the catalogue, quoted there.
  for (const { command } of objects) await tx.unsafe(command);
}

/** Deletes geovisio's tables. */
export async function dropAside(sql: Sql): Promise<void> {
  await sql`DROP SCHEMA ${sql(ASIDE)} CASCADE`;
}

/** What was added to tables since, and what of theirs is gone. */
export interface Changes {
  table: "pictures" | "upload_sets" | "sequences" | "accounts" | "reports";
  added: number;
  deleted: number;
}

const TABLES_TO_COMPARE: readonly Changes["table"][] = ["pictures", "upload_sets", "sequences", "accounts", "reports"];

/** Compares our tables with geovisio's, which wait aside. */
export async function countChanges(sql: Queryable): Promise<Changes[]> {
  const changes: Changes[] = [];
  for (const table of TABLES_TO_COMPARE) {
    const ours = sql(`public.${table}`), theirs = sql(`${ASIDE}.${table}`);
    const rows = await sql<{ added: number; deleted: number }[]>`
      SELECT
        (SELECT count(*) FROM ${ours} o WHERE NOT EXISTS (SELECT FROM ${theirs} t WHERE t.id = o.id))::int8 AS added,
        (SELECT count(*) FROM ${theirs} t WHERE NOT EXISTS (SELECT FROM ${ours} o WHERE o.id = t.id))::int8 AS deleted`;
    changes.push({ table, ...onlyRow(rows) });
  }
  return changes;
}
