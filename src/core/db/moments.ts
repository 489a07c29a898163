/**
 * Moments of a database: what its statements see. As text, `pg_current_snapshot()` names all transactions whose effects are
 * visible. Two statements with equal texts see the same rows, because every commit changes it and numbers of transactions only
 * grow.
 */
import { SharedLookups } from "../shared_lookups.ts";
import { onlyRow } from "./rows.ts";
import type { Sql } from "./sql.ts";

interface Pool {
  /** How many of its connections have ended, for whatever reason. */
  losses: { count: number };
  lookups: SharedLookups<string>;
}

const pools = new WeakMap<Sql, Pool>();

/** Has connections of a pool counted that end. */
export function countLosses(sql: Sql, losses: { count: number }): void {
  pools.set(sql, { losses, lookups: new SharedLookups() });
}

/** The snapshot of a statement that begins now. */
export async function findMoment(sql: Sql): Promise<string> {
  return onlyRow(await sql<{ moment: string }[]>`SELECT pg_current_snapshot()::text AS moment`).moment;
}

/** That of a statement that begins now or soon; whoever asks meanwhile shares it. */
export function findMomentTogether(sql: Sql): Promise<string> {
  return pools.get(sql)?.lookups.ask("", () => findMoment(sql)) ?? findMoment(sql);
}

/**
 * A text that differs for different moments, also after a crash: then PostgreSQL may use numbers of transactions again that it
 * lost, but it also loses all connections.
 */
export function stampOf(sql: Sql, snapshot: string): string {
  return `${pools.get(sql)?.losses.count ?? 0} ${snapshot}`;
}
