/** The `bbox` parameter (OGC API Features, 7.15.3). Heights are accepted and make no difference: pictures have none. */
import { ApiError } from "../../http/errors.ts";

/** WGS 84 degrees: west, south, east, north. West is greater than east when the box crosses the antimeridian. */
export type BoundingBox = [west: number, south: number, east: number, north: number];

/**
 * Reads a box of four numbers, or of six with heights, from text (`a,b,c,d`, with or without brackets), from a repeated parameter or from a JSON array.
 * @returns undefined when nothing was given
 * @throws ApiError 400
 */
export function readBoundingBox(value: unknown): BoundingBox | undefined {
  if (value === undefined || value === null) return undefined;
  const parts = (Array.isArray(value) ? value : [value]).flatMap(splitNumbers);
  if (parts.length === 0) return undefined;
  const numbers = parts.map(toNumber);
  if (![4, 6].includes(numbers.length) || !numbers.every(Number.isFinite)) {
    throw new ApiError(400, "Parameter bbox must be in format [minX, minY, maxX, maxY]");
  }
  const [west, south, east, north] = numbers.length === 4 ? numbers : [0, 1, 3, 4].map((index) => numbers[index]);
  if ([west, east].some((longitude) => Math.abs(longitude) > 180) || [south, north].some((lat) => Math.abs(lat) > 90)) {
    throw new ApiError(
      400,
      "Parameter bbox must contain valid longitude (-180 to 180) and latitude (-90 to 90) values",
    );
  }
  if (south > north) throw new ApiError(400, "Parameter bbox must have its southern edge below the northern one");
  return [west, south, east, north];
}

function splitNumbers(part: unknown): unknown[] {
  if (typeof part !== "string") return [part];
  const list = part.replace(/^\s*\[|\]\s*$/g, "");
  return list.trim() === "" ? [] : list.split(",");
}

function toNumber(part: unknown): number {
  if (typeof part === "number") return part;
  return typeof part === "string" && part.trim() !== "" ? Number(part) : NaN;
}

/** The box as one or two boxes that do not cross the antimeridian (RFC 7946 section 5.2). */
export function splitAtAntimeridian([west, south, east, north]: BoundingBox): BoundingBox[] {
  if (west <= east) return [[west, south, east, north]];
  return [[west, south, 180, north], [-180, south, east, north]];
}

/** Centre of the box, in degrees. */
export function centreOf([west, south, east, north]: BoundingBox): { longitude: number; latitude: number } {
  const unwrapped = (west + (west <= east ? east : east + 360)) / 2;
  return { longitude: unwrapped > 180 ? unwrapped - 360 : unwrapped, latitude: (south + north) / 2 };
}
