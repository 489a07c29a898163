/** What an instance of a certain size takes on the disk, and how long its regular work takes. */
import { onlyRow } from "../../src/core/db/rows.ts";
import type { Sql } from "../../src/core/db/sql.ts";
import { refreshGrid } from "../../src/features/map_grid/mod.ts";
import { measureLargeSet, PICTURES } from "./large_set.ts";

/** Tables and indexes below this are left out, in bytes for each million pictures. */
const LEAST = 5e6;

/**
 * Prints the size of each table and index for a million pictures, and the time of what runs at night and of a large set.
 * @param folder for what a server writes
 */
export async function reportMaintenance(sql: Sql, pictures: number, folder: string): Promise<void> {
  console.log("\n| table or index | MB for a million pictures |\n| --- | --- |");
  const sizes = await sql<{ name: string; bytes: number }[]>`
    SELECT relname AS name, (pg_relation_size(oid)
      + CASE WHEN reltoastrelid > 0 THEN pg_total_relation_size(reltoastrelid) ELSE 0 END)::float8 AS bytes
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') ORDER BY 2 DESC`;
  for (const { name, bytes } of sizes) {
    const each = bytes / pictures * 1e6;
    if (each >= LEAST) console.log(`| ${name} | ${(each / 1e6).toFixed(0)} |`);
  }
  const { total } = onlyRow(
    await sql<{ total: number }[]>`SELECT pg_database_size(current_database())::float8 AS total`,
  );
  console.log(`| all | ${(total / pictures).toFixed(0)} |`);

  console.log("\n| work | seconds |\n| --- | --- |");
  await timed("counting all cells of the map", () => refreshGrid(sql, { isFull: true }));
  for (const [work, seconds] of Object.entries(await measureLargeSet(sql, folder))) {
    row(`a set of ${PICTURES} pictures: ${work}`, seconds);
  }
  await timed("VACUUM of the pictures after that", () => sql`VACUUM pictures`);
  await timed("VACUUM ANALYZE of everything", () => sql`VACUUM ANALYZE`);
}

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await work();
  row(name, (performance.now() - start) / 1000);
}

function row(name: string, seconds: number): void {
  console.log(`| ${name} | ${seconds.toFixed(1)} |`);
}
