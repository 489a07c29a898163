/** When the picture was taken, by the camera's clock. */
import type { Position } from "./position.ts";
import type { Tags } from "./read_tags.ts";
import type { Warn } from "./texts.ts";
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
    const wall = parseDateAndTime(text, tags.get(source.fraction), warn);
    const offsetGiven = tags.get(source.offset);
    const offset = offsetGiven ? parseOffset(offsetGiven) : undefined;
    if (!wall || (offsetGiven && offset === undefined)) {
      warn("cameraTimeUnrecognized", { field: source.date, value: text });
      continue;
    }
    if (offset !== undefined) return atOffset(wall, offset);
    if (zone) return inZone(wall, zone);
    warn(position ? "zoneUnknown" : "zoneUnknownWithoutPosition");
    return atOffset(wall, 0);
  }
  return undefined;
}

/** `2021:07:29 11:16:42`, with sub-seconds such as `057946` from their own tag. */
function parseDateAndTime(text: string, subSeconds: string | undefined, warn: Warn): WallTime | undefined {
  const parts = /^(\d{4})[:-](\d\d)[:-](\d\d).(\d\d?):(\d\d?)(?::(\d\d?)(?:\.(\d*))?)?$/.exec(text.trim());
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second = 0] = parts.slice(1, 7).map((part) =>
    part && Number(part)
  ) as number[];
  const decimal = microseconds(parts[7]), field = microseconds(subSeconds?.trim().replace(/\.0$/, ""));
  if (decimal && field && decimal !== field) {
    warn("microsecondsDiffer", { decimal: String(decimal), field: String(field) });
  }
  const wall = { year, month, day, hour, minute, second, microsecond: Math.max(decimal, field) };
  return isPossible(wall) ? wall : undefined;
}

/** The digits after a decimal point as microseconds; 0 for anything else. */
function microseconds(decimals: string | undefined): number {
  return decimals && /^\d+$/.test(decimals) ? Number(decimals.slice(0, 6).padEnd(6, "0")) : 0;
}

/** `+02:00` as seconds east of UTC. */
function parseOffset(text: string): number | undefined {
  if (text.trim() === "Z") return 0;
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(text.trim());
  if (!parts) return undefined;
  const [, sign, hours, minutes] = parts;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}
