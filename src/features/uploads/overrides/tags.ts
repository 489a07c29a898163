/** The tags that say what overrides say. */
import {
  atOffset,
  inZone,
  type Position,
  toUtc,
  type WallTime,
  zoneAt,
  type ZonedTime,
} from "../../../core/metadata/mod.ts";
import type { GivenTime } from "./capture_time.ts";
import type { Overrides } from "./read.ts";

/** Parts of a second of arc that are kept: about 30 micrometres. */
const SECOND_PARTS = 1_000_000;

/**
 * @param ownPosition where the picture says it was taken: a time without offset is that of a clock there
 * @returns tags by exiv2's names
 */
export function overrideTags(
  { position, captureTime, tags }: Overrides,
  ownPosition: Position | undefined,
): Map<string, string> {
  return new Map([
    ...(position ? positionTags(position) : []),
    ...(captureTime ? timeTags(zoned(captureTime, position ?? ownPosition)) : []),
    ...tags,
  ]);
}

function positionTags({ latitude, longitude }: Position): [string, string][] {
  return [
    ["Exif.GPSInfo.GPSLatitudeRef", latitude < 0 ? "S" : "N"],
    ["Exif.GPSInfo.GPSLatitude", degreesMinutesSeconds(latitude)],
    ["Exif.GPSInfo.GPSLongitudeRef", longitude < 0 ? "W" : "E"],
    ["Exif.GPSInfo.GPSLongitude", degreesMinutesSeconds(longitude)],
  ];
}

function degreesMinutesSeconds(degrees: number): string {
  const parts = Math.round(Math.abs(degrees) * 3600 * SECOND_PARTS);
  const minutes = Math.floor(parts / (60 * SECOND_PARTS));
  return `${Math.floor(minutes / 60)}/1 ${minutes % 60}/1 ${parts % (60 * SECOND_PARTS)}/${SECOND_PARTS}`;
}

function zoned({ wall, offset }: GivenTime, position: Position | undefined): ZonedTime {
  if (offset !== undefined || !position) return atOffset(wall, offset ?? 0);
  return inZone(wall, zoneAt(position));
}

function timeTags(time: ZonedTime): [string, string][] {
  const utc = toUtc(time);
  const { wall, offset } = time;
  return [
    ["Exif.Photo.DateTimeOriginal", `${day(wall)} ${two(wall.hour)}:${two(wall.minute)}:${two(wall.second)}`],
    ["Exif.Photo.SubSecTimeOriginal", String(wall.microsecond).padStart(6, "0")],
    ["Exif.Photo.OffsetTimeOriginal", offsetText(offset)],
    ["Exif.GPSInfo.GPSDateStamp", day(utc)],
    ["Exif.GPSInfo.GPSTimeStamp", `${utc.hour}/1 ${utc.minute}/1 ${utc.second}/1`],
  ];
}

/** EXIF 3.0 writes dates with colons (4.6.5, DateTimeOriginal, and 4.6.6, GPSDateStamp). */
function day({ year, month, day }: WallTime): string {
  return `${String(year).padStart(4, "0")}:${two(month)}:${two(day)}`;
}

function offsetText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60);
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
