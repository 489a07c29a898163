/** The `bbox` parameter (OGC API Features, 7.15.3). Heights are accepted and make no difference: pictures have none. */
import { z } from "@hono/zod-openapi";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";

/** WGS 84 degrees: west, south, east, north. West is greater than east when the box crosses the antimeridian. */
export type BoundingBox = [west: number, south: number, east: number, north: number];

/**
 * Reads the box of a query string: `a,b,c,d`, with or without brackets, or a repeated parameter.
 * @returns undefined when nothing was given
 * @throws ApiError 400
 */
export function readBoundingBox(value: unknown): BoundingBox | undefined {
  const parts = [value ?? []].flat().flatMap((part) => splitNumbers(String(part)));
  return parts.length === 0 ? undefined : boxOf(parts.map((part) => part.trim() === "" ? NaN : Number(part)));
}

/**
 * Reads the box of a JSON body, an array of numbers.
 * @returns undefined when nothing was given
 * @throws ApiError 400
 */
export function readJsonBoundingBox(value: unknown): BoundingBox | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw invalid();
  return value.length === 0 ? undefined : boxOf(value);
}

const coordinate = z.number();
/** Four numbers, or six with heights. */
const box = z.union([
  z.tuple([coordinate, coordinate, coordinate, coordinate]),
  z.tuple([coordinate, coordinate, coordinate, coordinate, coordinate, coordinate])
    .transform(([west, south, , east, north]): BoundingBox => [west, south, east, north]),
]);

function boxOf(numbers: unknown[]): BoundingBox {
  const { data } = box.safeParse(numbers);
  if (!data) throw invalid();
  const [west, south, east, north] = data;
  if ([west, east].some((longitude) => Math.abs(longitude) > 180) || [south, north].some((lat) => Math.abs(lat) > 90)) {
    throw new ApiError(
      400,
      message("stac.bbox_degrees"),
    );
  }
  if (south > north) throw new ApiError(400, message("stac.bbox_upside_down"));
  return [west, south, east, north];
}

function invalid(): ApiError {
  return new ApiError(400, message("stac.bbox_format"));
}

function splitNumbers(part: string): string[] {
  const list = part.replace(/^\s*\[|\]\s*$/g, "");
  return list.trim() === "" ? [] : list.split(",");
}

/**
 * The box as boxes that do not cross the antimeridian (RFC 7946 section 5.2), and that hold it under both its names where
 * they touch it.
 */
export function splitAtAntimeridian([west, south, east, north]: BoundingBox): BoundingBox[] {
  if (west > east) return [[west, south, 180, north], [-180, south, east, north]];
  const boxes: BoundingBox[] = [[west, south, east, north]];
  if (west === -180 && east < 180) boxes.push([180, south, 180, north]);
  if (east === 180 && west > -180) boxes.push([-180, south, -180, north]);
  return boxes;
}

/** Centre of the box, in degrees. */
export function centreOf([west, south, east, north]: BoundingBox): { longitude: number; latitude: number } {
  const unwrapped = (west + (west <= east ? east : east + 360)) / 2;
  return { longitude: unwrapped > 180 ? unwrapped - 360 : unwrapped, latitude: (south + north) / 2 };
}
