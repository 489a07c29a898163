import { onlyRow } from "../../core/db/rows.ts";
import type { Fragment, Queryable, Transaction } from "../../core/db/sql.ts";

/** Makes other refreshes fail at once until this transaction ends (SQLSTATE 55P03), and lifts the statement timeout. */
export async function lockGrid(tx: Transaction): Promise<void> {
  await tx`SET LOCAL statement_timeout = 0`;
  await tx`SELECT FROM refresh_database FOR UPDATE NOWAIT`;
}

/** A cell in which something has changed. */
export interface ExpiredCell {
  /** Its middle in hexadecimal EWKB, which unlike numbers keeps the sign of zero. */
  cell: string;
  /** WGS 84 degrees. */
  longitude: number;
  latitude: number;
  /** PostgreSQL text: when something changed last. */
  inserted_at: string;
}

/** The cells in which something has changed. */
export async function listExpiredCells(sql: Queryable): Promise<ExpiredCell[]> {
  return await sql<ExpiredCell[]>`
    SELECT geom::text AS cell, ST_X(geom) AS longitude, ST_Y(geom) AS latitude, inserted_at::text FROM pictures_aggregate_grid_expired
    ORDER BY geom`;
}

/** WGS 84 degrees; the eastern and the northern edge do not belong to it. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** How many pictures there are, of each kind that the grid knows. */
export interface CellCounts {
  nb_pictures: number;
  nb_360_pictures: number;
  nb_non_public_pictures: number;
  nb_non_public_360_pictures: number;
  nb_member_pictures: number;
  nb_member_360_pictures: number;
}

/** Whether a picture is in a box. The index compares in single precision, roughly. */
function isIn(sql: Queryable, { west, south, east, north }: Box): Fragment {
  return sql`geom && ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)
    AND ST_X(geom) >= ${west} AND ST_X(geom) < ${east} AND ST_Y(geom) >= ${south} AND ST_Y(geom) < ${north}`;
}

/** Whether there are more pictures than a number in a box, whatever they are. */
export async function holdsMore(sql: Queryable, box: Box, most: number): Promise<boolean> {
  const rows = await sql<{ number: number }[]>`
    SELECT count(*)::int AS number FROM (
      SELECT FROM pictures WHERE ${isIn(sql, box)} LIMIT ${most + 1}
    ) AS found`;
  return onlyRow(rows).number > most;
}

/** Counts the pictures of a cell in a part of it. */
export async function countInBox(
  sql: Queryable,
  { cell }: Pick<ExpiredCell, "cell">,
  box: Box,
): Promise<CellCounts> {
  const rows = await sql<CellCounts[]>`
    SELECT (count(*) FILTER (WHERE is_public))::int AS nb_pictures,
      (count(*) FILTER (WHERE is_public AND is_360))::int AS nb_360_pictures,
      (count(*) FILTER (WHERE NOT is_public))::int AS nb_non_public_pictures,
      (count(*) FILTER (WHERE NOT is_public AND is_360))::int AS nb_non_public_360_pictures,
      (count(*) FILTER (WHERE NOT is_public AND is_for_members))::int AS nb_member_pictures,
      (count(*) FILTER (WHERE NOT is_public AND is_for_members AND is_360))::int AS nb_member_360_pictures
    FROM pictures_of_grid
    WHERE ${isIn(sql, box)} AND grid_cell(geom) = ${cell}::geometry`;
  return onlyRow(rows);
}

/**
 * Writes what was counted of a cell. One that expired once more meanwhile stays expired; one that somebody else has counted
 * since is left alone.
 */
export async function writeCell(
  tx: Transaction,
  { cell: geom, inserted_at }: ExpiredCell,
  counts: CellCounts,
): Promise<void> {
  const cell = tx`${geom}::geometry`;
  const marked = await tx`SELECT FROM pictures_aggregate_grid_expired WHERE geom = ${cell} FOR UPDATE`;
  if (marked.length === 0) return;
  await tx`DELETE FROM pictures_aggregate_grid WHERE geom = ${cell}`;
  if (counts.nb_pictures + counts.nb_non_public_pictures > 0) {
    const { nb_pictures, nb_360_pictures, nb_non_public_pictures, nb_non_public_360_pictures } = counts;
    await tx`
      INSERT INTO pictures_aggregate_grid (geom, nb_pictures, nb_360_pictures, nb_non_public_pictures,
        nb_non_public_360_pictures, nb_member_pictures, nb_member_360_pictures)
      VALUES (${cell}, ${nb_pictures}, ${nb_360_pictures}, ${nb_non_public_pictures}, ${nb_non_public_360_pictures},
        ${counts.nb_member_pictures}, ${counts.nb_member_360_pictures})`;
  }
  await tx`
    DELETE FROM pictures_aggregate_grid_expired WHERE geom = ${cell} AND inserted_at = ${inserted_at}::timestamptz`;
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
