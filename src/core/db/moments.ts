/**
 * Moments of a database: what its statements see. As text, `pg_current_snapshot()` names all transactions whose effects are
 * visible. Two statements with equal texts see the same rows, because every commit changes it and numbers of transactions only
 * grow.
 */
import { onlyRow } from "./rows.ts";
import type { Sql } from "./sql.ts";

/** The snapshot of a statement that begins now. */
export async function findMoment(sql: Sql): Promise<string> {
  return onlyRow(await sql<{ moment: string }[]>`SELECT pg_current_snapshot()::text AS moment`).moment;
}

const losses = new WeakMap<Sql, { count: number }>();

/** Has connections of a pool counted that end. */
export function countLosses(sql: Sql, counter: { count: number }): void {
  losses.set(sql, counter);
}

/** How many connections of a pool have ended, for whatever reason. */
export function lossesOf(sql: Sql): number {
  return losses.get(sql)?.count ?? 0;
}
