import type { Sql } from "./sql.ts";

/** Milliseconds after which a database that has not answered counts as not ready. */
const PATIENCE = 5000;

/** Whether the database answers a query in time. */
export async function isDatabaseReady(sql: Sql): Promise<boolean> {
  const { promise: tooLate, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), PATIENCE);
  try {
    return await Promise.race([sql`SELECT 1`.then(() => true, () => false), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
