/** When the picture was taken, by the camera's clock. */
import type { Position } from "./position.ts";
import type { Tags } from "./read_tags.ts";
import type { Warn } from "./metadata_warning.ts";
import { atOffset, inZone, isPossible, toUtc, type WallTime, type ZonedTime } from "./zoned_time.ts";

/** A time by the camera's clock. */
export interface CameraTime extends ZonedTime {
  /** Whether the file has fractions of seconds, even if they are zero. */
  hasFraction: boolean;
}

/** Tags that can hold the time, best first, each with its sub-second and offset tags (EXIF 3.0, 4.6.5.2). */
const SOURCES = [
  {
    date: "Exif.Photo.DateTimeOriginal",
    fraction: "Exif.Photo.SubSecTimeOriginal",
    offset: "Exif.Photo.OffsetTimeOriginal",
  },
  {
    date: "Exif.Image.DateTimeOriginal",
    fraction: "Exif.Image.SubSecTimeOriginal",
    offset: "Exif.Image.OffsetTimeOriginal",
  },
  { date: "Exif.Image.DateTime", fraction: "Exif.Image.SubSecTimeOriginal", offset: "Exif.Image.OffsetTime" },
  { date: "Xmp.GPano.SourceImageCreateTime", fraction: "Xmp.GPano.SubSecTimeOriginal", offset: "Xmp.GPano.OffsetTime" },
  // XMP spells SubsecTimeOriginal this way.
  { date: "Xmp.exif.DateTimeOriginal", fraction: "Xmp.exif.SubsecTimeOriginal", offset: "Xmp.exif.OffsetTimeOriginal" },
];

/** Every tag that can hold the camera's time. */
export const CAMERA_TIME_TAGS: readonly string[] = SOURCES.map(({ date }) => date);

/**
 * Reads the camera's time: in the offset written next to it, else in the zone of the position, else in UTC.
 * @param zone the IANA zone at the position
 * @param gps when it was by GPS: decides which of the two is meant in the hour that comes twice when summer time ends
 */
export function readCameraTime(
  tags: Tags,
  position: Position | undefined,
  zone: string | undefined,
  warn: Warn,
  gps?: ZonedTime,
): CameraTime | undefined {
  for (const source of SOURCES) {
    const text = tags.get(source.date);
    if (!text) continue;
    const read = parseDateAndTime(text, tags.get(source.fraction), warn);
    if (!read) {
      warn("metadata.camera_time_unrecognized", { tag: source.date, value: text });
      continue;
    }
    const { wall, hasFraction } = read;
    const offset = readOffset(tags, source.offset, warn) ?? parseOffset(read.offsetText);
    if (offset === undefined && !zone) {
      warn(position ? "metadata.zone_unknown" : "metadata.zone_unknown_without_position", { tag: source.offset });
    }
    const time = offset === undefined && zone ? inZone(wall, zone, gps) : atOffset(wall, offset ?? 0);
    if (isPossible(toUtc(time))) return { ...time, hasFraction };
    warn("metadata.camera_time_unrecognized", { tag: source.date, value: text });
  }
  return undefined;
}

/** Seconds east of UTC; undefined for what is none, with a warning for what no place on Earth has. */
function readOffset(tags: Tags, tag: string, warn: Warn): number | undefined {
  const text = tags.get(tag);
  const offset = parseOffset(text);
  if (text === undefined || offset === undefined || Math.abs(offset) <= LARGEST_OFFSET) return offset;
  warn("metadata.value_out_of_range", { tag, value: text, least: "-14:00", most: "+14:00" });
  return undefined;
}

/** Seconds; of Kiribati's Line Islands. The database takes less than 16 hours. */
const LARGEST_OFFSET = 14 * 3600;

/**
 * `2021:07:29 11:16:42` as in EXIF, `2021-07-29T11:16:42.5+02:00` as in XMP; some cameras write `2021:07:29:11:16:42`,
 * `2021:07:29_11:16:42`, `2021/07/29 11:16:42` or `2021:07:29 11:16:42:123`, the last with milliseconds.
 */
const DATE_AND_TIME =
  /^(\d{4})([:/-])(\d\d)\2(\d\d)(?:T|\s+|[:_])(\d\d?):(\d\d?)(?::(\d\d?)(?:[.,:](\d*))?)?\s?(Z|[+-]\d\d:?\d\d)?$/;

/** @param subSeconds digits after the decimal point, such as `057946`, from their own tag */
function parseDateAndTime(
  text: string,
  subSeconds: string | undefined,
  warn: Warn,
): { wall: WallTime; offsetText: string | undefined; hasFraction: boolean } | undefined {
  const parts = DATE_AND_TIME.exec(text.trim());
  if (!parts) return undefined;
  const number = (group: number) => Number(parts[group] ?? 0);
  const decimal = microseconds(parts[8]), field = microseconds(subSeconds?.trim().replace(/\.0$/, ""));
  const wall = {
    year: number(1),
    month: number(3),
    day: number(4),
    hour: number(5),
    minute: number(6),
    second: number(7),
    microsecond: Math.max(decimal, field),
  };
  if (!isPossible(wall)) return undefined;
  if (decimal && field && decimal !== field) {
    warn("metadata.microseconds_differ", {
      tag: "Exif.Photo.SubSecTimeOriginal",
      decimal: String(decimal),
      field: String(field),
    });
  }
  return { wall, offsetText: parts[9], hasFraction: isDigits(parts[8]) || isDigits(subSeconds) };
}

function isDigits(text: string | undefined): boolean {
  return /^\d+(?:\.0)?$/.test(text?.trim() ?? "");
}

/** The digits after a decimal point as microseconds; 0 for anything else. */
function microseconds(decimals: string | undefined): number {
  return decimals && /^\d+$/.test(decimals) ? Number(decimals.slice(0, 6).padEnd(6, "0")) : 0;
}

/** `+02:00` as seconds east of UTC; undefined for anything else, such as the blanks EXIF allows. */
function parseOffset(text: string | undefined): number | undefined {
  if (text?.trim() === "Z") return 0;
  const parts = /^([+-])(\d\d)(?::?([0-5]\d))?(?::00)?$/.exec(text?.trim() ?? "");
  if (!parts) return undefined;
  const [, sign, hours, minutes = "0"] = parts;
  if (Number(hours) > 23) return undefined;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}
