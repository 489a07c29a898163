import { onlyRow } from "../../core/db/rows.ts";
import type { Queryable, Transaction } from "../../core/db/sql.ts";

/** Makes other refreshes fail at once until this transaction ends (SQLSTATE 55P03), and lifts the statement timeout. */
export async function lockGrid(tx: Transaction): Promise<void> {
  await tx`SET LOCAL statement_timeout = 0`;
  await tx`SELECT FROM refresh_database FOR UPDATE NOWAIT`;
}

/** Recounts the cells in which something has changed. @returns how many */
export async function countExpiredCells(tx: Transaction): Promise<number> {
  const rows = await tx<{ cells: number }[]>`SELECT compute_pictures_aggregate_grid_expired() AS cells`;
  return onlyRow(rows).cells;
}

/** Recounts all cells. */
export async function countAllCells(tx: Transaction): Promise<void> {
  await tx`SELECT compute_pictures_aggregate_grid()`;
}

/** Records that the grid is up to date. */
export async function noteRefresh(tx: Transaction): Promise<void> {
  await tx`UPDATE refresh_database SET refreshed_at = now()`;
}

/** When the grid was last refreshed, as PostgreSQL text in UTC; null for never. */
export async function lastRefresh(sql: Queryable): Promise<string | null> {
  const [row] = await sql<{ refreshed_at: string | null }[]>`SELECT refreshed_at FROM refresh_database`;
  return row?.refreshed_at ?? null;
}

/** Whether something has changed since the grid was last refreshed. */
export async function hasExpiredCells(sql: Queryable): Promise<boolean> {
  const rows = await sql<{ has_expired: boolean }[]>`
    SELECT EXISTS (SELECT FROM pictures_aggregate_grid_expired) AS has_expired`;
  return onlyRow(rows).has_expired;
}
