/** Extents as STAC writes them. */
import { isoOffset } from "../../core/db/timestamps.ts";
import type { BoundingBox } from "./parameters/bbox.ts";

/** A box as the database keeps it: WGS 84 degrees, east beyond 180 where it crosses the antimeridian; null for none. */
export interface ExtentBox {
  west: number | null;
  south: number | null;
  east: number | null;
  north: number | null;
}

const WORLD: BoundingBox = [-180, -90, 180, 90];

/** The box as RFC 7946 section 5.2 has it: west is greater than east where it crosses the antimeridian. The world for none. */
export function boundingBox({ west, south, east, north }: ExtentBox): BoundingBox {
  if (west === null || south === null || east === null || north === null) return WORLD;
  const [low, high] = [Math.max(south, -90), Math.min(north, 90)];
  if (east - west >= 360) return [-180, low, 180, high];
  return [turnedBack(west), low, turnedBack(east), high];
}

/** The same meridian from -180 to 180, to a tenth of a millimetre. */
export function turnedBack(longitude: number): number {
  if (Math.abs(longitude) <= 180) return longitude;
  return Math.round((longitude - 360 * Math.sign(longitude)) * 1e9) / 1e9;
}

/** First and last moment, from PostgreSQL text in UTC; null where there is none. */
export function temporalInterval(first: string | null, last: string | null): [string | null, string | null] {
  return [first === null ? null : isoOffset(first), last === null ? null : isoOffset(last)];
}
