/** Queries of the landing page. */
import { onlyRow } from "../../../core/db/rows.ts";
import type { Queryable } from "../../../core/db/sql.ts";
import type { ExtentBox } from "../extent.ts";

/** What the public pictures cover, with PostgreSQL text in UTC; null where there is none. */
export interface ExtentRow extends ExtentBox {
  start: string | null;
  end: string | null;
}

/**
 * The extent of what anyone may see: each value is one end of an index on the public sequences. The box is widened to 32-bit
 * floats, as geovisio answers.
 */
export async function findPublicExtent(sql: Queryable): Promise<ExtentRow> {
  const isPublic = sql`status = 'ready' AND (visibility IS NULL OR visibility = 'anyone')`;
  const rows = await sql<ExtentRow[]>`
    SELECT (SELECT min(ST_XMin(bbox)) FROM sequences WHERE ${isPublic}) AS west,
      (SELECT min(ST_YMin(bbox)) FROM sequences WHERE ${isPublic}) AS south,
      (SELECT max(ST_XMax(bbox)) FROM sequences WHERE ${isPublic}) AS east,
      (SELECT max(ST_YMax(bbox)) FROM sequences WHERE ${isPublic}) AS north,
      (SELECT min(min_picture_ts) FROM sequences WHERE ${isPublic}) AS start,
      (SELECT max(max_picture_ts) FROM sequences WHERE ${isPublic}) AS end`;
  const row = onlyRow(rows), { west, south, east, north } = row;
  return {
    ...row,
    west: west === null ? null : -floatAbove(-west),
    south: south === null ? null : -floatAbove(-south),
    east: east === null ? null : floatAbove(east),
    north: north === null ? null : floatAbove(north),
  };
}

/** The smallest 32-bit float that is not less than a number. */
function floatAbove(value: number): number {
  const near = Math.fround(value);
  if (near >= value) return near;
  const bits = new DataView(new ArrayBuffer(4));
  bits.setFloat32(0, near);
  bits.setInt32(0, bits.getInt32(0) + (near > 0 ? 1 : -1));
  return near === 0 ? 2 ** -149 : bits.getFloat32(0);
}
