import { orAfter } from "../patience.ts";
import type { Sql } from "./sql.ts";

/** Milliseconds after which a database that has not answered counts as not ready. */
const PATIENCE = 5000;

/** Whether the database answers a query in time. */
export function isDatabaseReady(sql: Sql): Promise<boolean> {
  return orAfter(PATIENCE, false, sql`SELECT 1`.then(() => true, () => false));
}
