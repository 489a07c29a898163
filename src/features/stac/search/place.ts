/** A search for pictures that show a place: `place_position`, `place_distance` and `place_fov_tolerance`. */
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { readWholeNumber } from "../parameters/limit.ts";

/** A place, and from where it has to be seen. */
export interface Place {
  /** WGS 84 degrees. */
  longitude: number;
  latitude: number;
  /** Metres from the picture to the place. */
  nearest: number;
  farthest: number;
  /** Degrees of the view in which the place has to lie, around the heading of flat pictures. */
  tolerance: number;
}

const DEFAULT_DISTANCE = { nearest: 3, farthest: 15 };
const DEFAULT_TOLERANCE = 30;

/**
 * Reads the three parameters.
 * @param given the value of a parameter, or undefined
 * @returns undefined without a position; the others mean nothing then
 * @throws ApiError 400
 */
export function readPlace(given: (name: string) => unknown): Place | undefined {
  const position = readPosition(given("place_position"));
  const distance = readDistance(given("place_distance"));
  const tolerance = readTolerance(given("place_fov_tolerance"));
  return position && { ...position, ...distance, tolerance };
}

function readPosition(value: unknown): Pick<Place, "longitude" | "latitude"> | undefined {
  if (isAbsent(value)) return undefined;
  const parts = Array.isArray(value) ? value : String(value).replace(/^\s*\[|\]\s*$/g, "").split(",");
  const numbers = parts.map((part) => typeof part === "string" && part.trim() === "" ? NaN : Number(part));
  const [longitude = NaN, latitude = NaN] = numbers;
  if (numbers.length !== 2 || !Number.isFinite(longitude) || !Number.isFinite(latitude)) {
    throw new ApiError(400, message("stac.place_position_format"));
  }
  for (
    const [name, degrees, most, key] of [
      ["longitude", longitude, 180, "stac.place_longitude"],
      ["latitude", latitude, 90, "stac.place_latitude"],
    ] as const
  ) {
    if (Math.abs(degrees) <= most) continue;
    throw new ApiError(400, message(key), { details: { error: message("http.degrees_range", { name, most }) } });
  }
  return { longitude, latitude };
}

function readDistance(value: unknown): Pick<Place, "nearest" | "farthest"> {
  if (isAbsent(value)) return DEFAULT_DISTANCE;
  const parts = typeof value === "string" ? /^\s*(\d{1,8})\s*-\s*(\d{1,8})\s*$/.exec(value) : null;
  if (!parts) {
    throw new ApiError(
      400,
      message("stac.place_distance_format"),
    );
  }
  const nearest = Number(parts[1]), farthest = Number(parts[2]);
  if (nearest > farthest) {
    throw new ApiError(400, message("stac.place_distance_order"));
  }
  return { nearest, farthest };
}

function readTolerance(value: unknown): number {
  const tolerance = readWholeNumber(value);
  if (tolerance === undefined) return DEFAULT_TOLERANCE;
  if (tolerance >= 2 && tolerance <= 180) return tolerance;
  throw new ApiError(400, message("stac.place_fov"));
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}
