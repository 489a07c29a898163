/**
 * Tells whether a server is alone on its PostgreSQL database. Every server keeps a shared lock for as long as it lives;
 * PostgreSQL releases it when the process dies, however it dies.
 */
import { openPool, type Target } from "./sql.ts";

/** Any number, the same in every server; no other lock of this program is a session lock. */
const LOCK = 5_000_360;

/** @returns a function that ends the presence */
export async function announcePresence(target: Target, whenAlone: () => Promise<void>): Promise<() => Promise<void>> {
  const sql = openPool(target, { max: 1, keepsConnections: true });
  try {
    const [{ alone }] = await sql`SELECT pg_try_advisory_lock(${LOCK}) AS alone`;
    if (alone) await whenAlone();
    // While one server works alone, those that start meanwhile wait here.
    await sql`SELECT pg_advisory_lock_shared(${LOCK})`;
    if (alone) await sql`SELECT pg_advisory_unlock(${LOCK})`;
    return () => sql.end({ timeout: 1 });
  } catch (error) {
    await sql.end({ timeout: 1 });
    throw error;
  }
}
