/** GeoJSON of callers (RFC 7946): positions in degrees of WGS 84, and how many of them one geometry may have. */
import { z } from "@hono/zod-openapi";

/**
 * Positions of one geometry. PostGIS needs up to 30 ms to check the validity of so many on either database, and up to 0.4 s to
 * compare the worst of them with 3,000 pictures; with ten times as many it needs 5.6 s.
 */
export const MOST_POSITIONS = 1000;

/** RFC 7946 section 3.1.6: a ring has four positions or more, the first of which is the last one. */
export const SHORTEST_RING = 4;

/** Longitude, latitude, and possibly an altitude, which does not count. */
export const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], z.number());

/** Whether a ring ends where it starts. */
export function isClosed(ring: readonly (readonly number[])[]): boolean {
  const first = ring[0], last = ring.at(-1);
  return first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
}

/**
 * How many positions a geometry or its coordinates have. Stops counting above the limit, and below the depth of any geometry, so
 * that it may be asked of anything.
 */
export function countPositions(value: unknown, limit = MOST_POSITIONS, depth = 8): number {
  if (typeof value !== "object" || value === null || depth === 0) return 0;
  if (Array.isArray(value) && typeof value[0] === "number") return 1;
  let count = 0;
  for (const member of Object.values(value)) {
    count += countPositions(member, limit - count, depth - 1);
    if (count > limit) break;
  }
  return count;
}
