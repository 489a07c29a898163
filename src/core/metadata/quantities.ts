/**
 * The numbers that the reader takes from tags: where they stand, their unit, and what they can be. Everything that a file says
 * as a number passes through here (or through `crop.ts`, `position.ts` and the times) before it reaches SQL or JSON.
 */
import type { Warn } from "./metadata_warning.ts";
import { parseNumber } from "./numbers.ts";
import type { Tags } from "./read_tags.ts";

/** A number that some tags can hold. */
export interface Quantity {
  /** By exiv2's names, best first. */
  tags: readonly string[];
  /** As people write it after the number. */
  unit: string;
  /** The least and the largest number that can be meant; others are unknown. */
  range: readonly [least: number, most: number];
}

/** Everything that is read as one number. */
export const QUANTITIES = {
  /** Clockwise from north. Cameras count from -180 or beyond 360 as well; `readHeading()` brings them to 0 to 359. */
  heading: {
    tags: ["Exif.GPSInfo.GPSImgDirection", "MAPCompassHeading.TrueHeading", "Exif.GPSInfo.GPSTrack"],
    unit: "°",
    range: [-360, 720],
  },
  yaw: { tags: ["Xmp.Camera.Yaw", "Xmp.GPano.PoseHeadingDegrees"], unit: "°", range: [-360, 720] },
  pitch: { tags: ["Xmp.Camera.Pitch", "Xmp.GPano.PosePitchDegrees"], unit: "°", range: [-180, 180] },
  roll: { tags: ["Xmp.Camera.Roll", "Xmp.GPano.PoseRollDegrees"], unit: "°", range: [-360, 360] },
  /** From below the deepest trench to the height of balloons. */
  altitude: { tags: ["Exif.GPSInfo.GPSAltitude"], unit: "m", range: [-12_000, 100_000] },
  /** Telescopes have some tens of metres. */
  focalLength: { tags: ["Exif.Image.FocalLength", "Exif.Photo.FocalLength"], unit: "mm", range: [0, 100_000] },
  focalLengthOnFilm: {
    tags: ["Exif.Image.FocalLengthIn35mmFilm", "Exif.Photo.FocalLengthIn35mmFilm"],
    unit: "mm",
    range: [0, 100_000],
  },
  gpsAccuracy: {
    tags: ["Exif.GPSInfo.GPSHPositioningError", "Xmp.exif.GPSHPositioningError"],
    unit: "m",
    range: [0, 100_000],
  },
  /** Dilution of precision, a factor. */
  gpsDilution: { tags: ["Exif.GPSInfo.GPSDOP", "Xmp.exif.GPSDOP"], unit: "", range: [0, 1000] },
} as const satisfies Record<string, Quantity>;

/**
 * The number that the first of the tags holds which has a possible one. Impossible numbers are reported as warnings; what is no
 * number at all (`0/0`, a text) is as good as a missing tag.
 */
export function readQuantity(tags: Tags, { tags: names, range, unit }: Quantity, warn: Warn): number | undefined {
  for (const name of names) {
    const text = tags.get(name);
    const number = parseMeasurement(text, range[0] < 0);
    if (text === undefined || number === undefined) continue;
    if (number >= range[0] && number <= range[1]) return number || 0;
    warn("metadata.value_out_of_range", {
      tag: name,
      value: text,
      least: String(range[0]),
      most: `${range[1]} ${unit}`.trim(),
    });
  }
  return undefined;
}

const UNKNOWN = 0xffffffff, SIGN = 0x80000000, UNSIGNED = 0x100000000;

/**
 * Parses a number with what cameras do to fractions of EXIF: a numerator of all ones means an unknown value (EXIF 3.0,
 * SubjectDistance has it for infinity), and negative numbers are written into unsigned fractions (-90 as 4294967206/1).
 */
function parseMeasurement(text: string | undefined, mayBeNegative: boolean): number | undefined {
  const number = parseNumber(text);
  const [, numerator, denominator] = /^\s*(\d{10})\/(\d+)\s*$/.exec(text ?? "") ?? [];
  if (number === undefined || numerator === undefined || Number(numerator) < SIGN) return number;
  if (Number(numerator) === UNKNOWN) return undefined;
  return mayBeNegative ? (Number(numerator) - UNSIGNED) / Number(denominator) : number;
}
