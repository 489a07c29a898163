import assert from "node:assert/strict";
import type { Sql } from "../../../../src/core/db/sql.ts";

/**
 * Waits until another transaction waits for a lock of this database.
 * @param sql not the transaction that holds the lock: within one, the activity of others looks as it did at first
 */
export async function untilSomebodyWaits(sql: Sql): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const [{ waits }] = await sql<[{ waits: boolean }]>`
      SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted
        AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())) AS waits`;
    if (waits) return;
  }
  assert.fail("nobody waited");
}
