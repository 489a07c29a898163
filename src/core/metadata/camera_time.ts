/** When the picture was taken, by the camera's clock. */
import type { Position } from "./position.ts";
import type { Tags } from "./read_tags.ts";
import type { Warn } from "./metadata_warning.ts";
import { atOffset, inZone, isPossible, type WallTime, type ZonedTime } from "./zoned_time.ts";

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

/**
 * Reads the camera's time: in the offset written beside it, else in the zone of the position, else in UTC.
 * @param zone the IANA zone at the position
 */
export function readCameraTime(
  tags: Tags,
  position: Position | undefined,
  zone: string | undefined,
  warn: Warn,
): ZonedTime | undefined {
  for (const source of SOURCES) {
    const text = tags.get(source.date);
    if (!text) continue;
    const read = parseDateAndTime(text, tags.get(source.fraction), warn);
    if (!read) {
      warn("cameraTimeUnrecognized", { tag: source.date, value: text });
      continue;
    }
    const offset = parseOffset(tags.get(source.offset)) ?? parseOffset(read.offsetText);
    if (offset !== undefined) return atOffset(read.wall, offset);
    if (zone) return inZone(read.wall, zone);
    warn(position ? "zoneUnknown" : "zoneUnknownWithoutPosition", { tag: source.offset });
    return atOffset(read.wall, 0);
  }
  return undefined;
}

/** `2021:07:29 11:16:42` as in EXIF, `2021-07-29T11:16:42.5+02:00` as in XMP. */
const DATE_AND_TIME =
  /^(\d{4})[:-](\d\d)[:-](\d\d)(?:T|\s+)(\d\d?):(\d\d?)(?::(\d\d?)(?:\.(\d*))?)?(Z|[+-]\d\d:\d\d)?$/;

/** @param subSeconds digits after the decimal point, such as `057946`, from their own tag */
function parseDateAndTime(
  text: string,
  subSeconds: string | undefined,
  warn: Warn,
): { wall: WallTime; offsetText: string | undefined } | undefined {
  const parts = DATE_AND_TIME.exec(text.trim());
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const decimal = microseconds(parts[7]), field = microseconds(subSeconds?.trim().replace(/\.0$/, ""));
  const wall = { year, month, day, hour, minute, second, microsecond: Math.max(decimal, field) };
  if (!isPossible(wall)) return undefined;
  if (decimal && field && decimal !== field) {
    warn("microsecondsDiffer", {
      tag: "Exif.Photo.SubSecTimeOriginal",
      decimal: String(decimal),
      field: String(field),
    });
  }
  return { wall, offsetText: parts[8] };
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
