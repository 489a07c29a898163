/** Queries of the landing page. */
import type { Queryable } from "../../../core/db/sql.ts";

/** What all pictures cover; WGS 84 degrees and PostgreSQL text in UTC, null where there is no picture. */
export interface ExtentRow {
  west: number | null;
  south: number | null;
  east: number | null;
  north: number | null;
  start: string | null;
  end: string | null;
}

/**
 * The extent of all pictures, without reading them: the box is the root of the spatial index, whose numbers are 32-bit
 * floats rounded outwards, and the times are both ends of another index.
 */
export async function estimateExtent(sql: Queryable): Promise<ExtentRow> {
  const [row] = await sql<ExtentRow[]>`
    SELECT ST_XMin(box) AS west, ST_YMin(box) AS south, ST_XMax(box) AS east, ST_YMax(box) AS north,
      (SELECT min(ts) FROM pictures) AS start, (SELECT max(ts) FROM pictures) AS end
    FROM ST_EstimatedExtent('pictures', 'geom') box`;
  return row;
}
