/** Copies the database of an instance into another, empty one, and compares the two row by row. Files are not touched. */
import { join } from "node:path";
import { onlyRow } from "../core/db/rows.ts";
import type { Sql } from "../core/db/sql.ts";
import { createBackup } from "./create.ts";
import { BackupError } from "./format.ts";
import { liftTimeout, listTables, type Table } from "./queries.ts";
import { type Restoration, restoreBackup } from "./restore.ts";
import type { Patience } from "./stalled.ts";

/** One copy from database to database, with all that restoring needs. */
export interface DatabaseCopy extends Patience, Pick<Restoration, "stores" | "settings"> {
  from: Sql;
  /** An empty database. */
  to: Sql;
}

/** A table that is equal on both sides. */
export interface CopiedTable {
  name: string;
  rows: number;
}

/**
 * Copies all tables. Nobody may write to either database meanwhile. A failure leaves the target empty.
 * @throws BackupError when the target is not empty, or when a table differs afterwards
 */
export async function copyDatabase(copy: DatabaseCopy): Promise<CopiedTable[]> {
  const { from, to } = copy;
  // Not the secret key: it stays in the data folder.
  const settings = { ...copy.settings, DB_URL: copy.settings.DB_URL ?? "another" };
  const folder = await Deno.makeTempDir({ prefix: "panoramax-copy-" });
  try {
    const common = { ...copy, settings, path: join(folder, "database.tar") };
    await createBackup({ ...common, sql: from, databaseOnly: true });
    await restoreBackup({ ...common, sql: to });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  const copied: CopiedTable[] = [];
  for (const table of await listTables(from)) {
    const [before, after] = [await readContent(from, table), await readContent(to, table)];
    if (before.rows !== after.rows || before.hash !== after.hash) {
      throw new BackupError(
        `Table ${table.name} differs after copying: ${before.rows} rows became ${after.rows}. Do not use the copy`,
      );
    }
    copied.push({ name: table.name, rows: before.rows });
  }
  return copied;
}

/** Restoring releases the claims of jobs. */
const NOT_COMPARED = ["claimed_until"];

/** Number of rows, and a sum of their hashes that does not depend on their order. Computed columns do not count. */
async function readContent(sql: Sql, { name, columns }: Table): Promise<{ rows: number; hash: string }> {
  const compared = columns.filter((column) => !NOT_COMPARED.includes(column));
  return await sql.begin(async (tx) => {
    await liftTimeout(tx);
    return onlyRow(
      await tx<{ rows: number; hash: string }[]>`
        SELECT count(*)::int8 AS rows,
          coalesce(sum(('x' || left(md5(compared::text), 16))::bit(64)::int8::numeric), 0)::text AS hash
        FROM (SELECT ${tx(compared)} FROM ${tx(name)}) AS compared`,
    );
  });
}
