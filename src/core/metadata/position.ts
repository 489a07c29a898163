/** Where the picture was taken, and how high. */
import { InvalidValue } from "./metadata_error.ts";
import { parseNumber, parseNumbers, roundHalfEven } from "./numbers.ts";
import { QUANTITIES, readQuantity } from "./quantities.ts";
import type { Tags } from "./read_tags.ts";
import type { Warn } from "./metadata_warning.ts";
import type { TextKey } from "./texts.ts";

/** A position in degrees, WGS 84. */
export interface Position {
  latitude: number;
  longitude: number;
}

const GROUPS = ["Exif.GPSInfo", "Xmp.exif"];

/** Every tag that can hold a part of a position, hemispheres aside. */
export const POSITION_TAGS: readonly string[] = [
  ...GROUPS.flatMap((group) => [`${group}.GPSLatitude`, `${group}.GPSLongitude`]),
  "MAPLatitude",
  "MAPLongitude",
];

/**
 * Reads the position.
 * @returns undefined when there is none; 0, 0 counts as none, because receivers without a fix write it
 * @throws InvalidValue when the coordinates are broken or out of bounds
 */
export function readPosition(tags: Tags, warn: Warn): Position | undefined {
  for (const group of GROUPS) {
    const complete = readWithHemispheres(tags, group);
    if (complete) return checked(complete.latitude, complete.longitude, group);
    const found = readGroup(tags, group);
    if (!found) continue;
    const latitude = found.latitude *
      hemisphere(tags, `${group}.GPSLatitudeRef`, "S", "metadata.latitude_ref_missing", warn);
    const longitude = found.longitude *
      hemisphere(tags, `${group}.GPSLongitudeRef`, "W", "metadata.longitude_ref_missing", warn);
    return checked(latitude, longitude, group);
  }
  const latitude = parseNumber(tags.get("MAPLatitude")), longitude = parseNumber(tags.get("MAPLongitude"));
  return latitude === undefined || longitude === undefined ? undefined : checked(latitude, longitude, "MAP");
}

/** Coordinates as XMP writes them, hemisphere included: `48,30.5N` or `48,30,30N` (XMP specification part 2, GPSCoordinate). */
function readWithHemispheres(tags: Tags, group: string): Position | undefined {
  const latitude = parseGpsCoordinate(tags.get(`${group}.GPSLatitude`), "N", "S");
  const longitude = parseGpsCoordinate(tags.get(`${group}.GPSLongitude`), "E", "W");
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

function parseGpsCoordinate(text: string | undefined, positive: string, negative: string): number | undefined {
  const parts = /^(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}))?([NSEW])$/.exec(text ?? "");
  if (!parts || (parts[4] !== positive && parts[4] !== negative)) return undefined;
  return degrees(parts.slice(1, 4).map((part) => Number(part ?? 0))) * (parts[4] === negative ? -1 : 1);
}

/** Coordinates of one group, without the hemisphere its Ref tags give. */
function readGroup(tags: Tags, group: string): Position | undefined {
  const latitudeText = tags.get(`${group}.GPSLatitude`), longitudeText = tags.get(`${group}.GPSLongitude`);
  const latitude = parseNumbers(latitudeText), longitude = parseNumbers(longitudeText);
  if (!latitude || !longitude) return undefined;
  if (latitude.length === 3) {
    if (longitude.length !== 3) {
      throw new InvalidValue("metadata.position_broken", `${group}.GPSLongitude`, longitudeText);
    }
    return { latitude: degrees(latitude), longitude: degrees(longitude) };
  }
  if (latitude.length !== 1 || longitude.length !== 1) return undefined;
  return latitude[0] && longitude[0] ? { latitude: latitude[0], longitude: longitude[0] } : undefined;
}

function degrees([degree = 0, minute = 0, second = 0]: number[]): number {
  return degree + minute / 60 + second / 3600;
}

/** The sign of a coordinate. Some cameras write the letter small (`s`), others the whole word (`South`). */
function hemisphere(tags: Tags, refTag: string, negative: "S" | "W", whenMissing: TextKey, warn: Warn): 1 | -1 {
  const ref = tags.get(refTag)?.trim().toUpperCase();
  if (!ref) warn(whenMissing, { tag: refTag });
  return ref?.startsWith(negative) ? -1 : 1;
}

/** @param group of the tags, for the message */
function checked(latitude: number, longitude: number, group: string): Position | undefined {
  if (latitude === 0 && longitude === 0) return undefined;
  if (Math.abs(latitude) > 90) {
    throw new InvalidValue("metadata.latitude_out_of_bounds", `${group}.GPSLatitude`, String(latitude));
  }
  if (Math.abs(longitude) > 180) {
    throw new InvalidValue("metadata.longitude_out_of_bounds", `${group}.GPSLongitude`, String(longitude));
  }
  return { latitude, longitude };
}

/** EXIF 3.0, 4.6.6: the value of GPSAltitudeRef for below sea level. */
const BELOW_SEA_LEVEL = "1";

/** Reads the altitude in whole metres above sea level. */
export function readAltitude(tags: Tags, warn: Warn): number | null {
  const altitude = readQuantity(tags, QUANTITIES.altitude, warn);
  if (altitude === undefined) return null;
  const sign = tags.get("Exif.GPSInfo.GPSAltitudeRef") === BELOW_SEA_LEVEL ? -1 : 1;
  return sign * roundHalfEven(altitude) || 0;
}
