/** What the map covers. */
import { onlyRow } from "../core/db/rows.ts";
import type { Queryable } from "../core/db/sql.ts";

/** How many pictures there are, and how many of them a map has no streets for. */
export interface Cover {
  total: number;
  outside: number;
}

/** How many pictures there are, and how many of them lie outside a box of degrees. */
export async function countPicturesOutside(
  sql: Queryable,
  [west, south, east, north]: readonly [number, number, number, number],
): Promise<Cover> {
  const box = sql`ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)`;
  return onlyRow(
    await sql<Cover[]>`
      SELECT count(*)::integer AS total, count(*) FILTER (WHERE NOT ST_Intersects(geom, ${box}))::integer AS outside
      FROM pictures WHERE status <> 'waiting-for-delete'`,
  );
}
