/** Puts a database back to what it held at the beginning, faster than making its schema again. */
import type { Sql } from "../../src/core/db/sql.ts";

/** Keeps the rows of every table aside, in a schema of their own. */
export async function saveRows(sql: Sql): Promise<void> {
  await sql`
    DO $$
    DECLARE
      table_name name;
    BEGIN
      CREATE SCHEMA saved_rows;
      FOR table_name IN SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'panoramax_migration'
          AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
      LOOP
        EXECUTE format('CREATE TABLE saved_rows.%1$I AS TABLE public.%1$I', table_name);
      END LOOP;
    END $$`;
}

/** Makes every table hold what it did when its rows were saved; no trigger runs, keys of other tables are not checked. */
export async function restoreRows(sql: Sql): Promise<void> {
  await sql`
    DO $$
    DECLARE
      table_name name;
      column_names text;
    BEGIN
      SET LOCAL session_replication_role = replica;
      FOR table_name, column_names IN
        SELECT relname, string_agg(format('%I', attname), ', ')
        FROM pg_class JOIN pg_attribute ON attrelid = format('public.%I', relname)::regclass
        WHERE relnamespace = 'saved_rows'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
          AND attgenerated = ''
        GROUP BY relname
      LOOP
        EXECUTE format('DELETE FROM public.%I', table_name);
        EXECUTE format('INSERT INTO public.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM saved_rows.%1$I',
          table_name, column_names);
      END LOOP;
    END $$`;
}

/** Removes what was kept aside. */
export async function forgetRows(sql: Sql): Promise<void> {
  await sql`DROP SCHEMA IF EXISTS saved_rows CASCADE`;
}
