/** When the picture was taken, by the clocks of the satellites: always UTC. */
import { parseNumber, parseNumbers } from "./numbers.ts";
import type { Tags } from "./read_tags.ts";
import type { Warn } from "./texts.ts";
import { fromUtc, isPossible, type WallTime, type ZonedTime } from "./zoned_time.ts";

const GROUPS = ["Exif.GPSInfo", "Xmp.exif"];

/** Reads the GPS time and shows it in a zone (in UTC when that is undefined). */
export function readGpsTime(tags: Tags, zone: string | undefined, warn: Warn): ZonedTime | undefined {
  for (const group of GROUPS) {
    const date = tags.get(`${group}.GPSDateStamp`);
    const time = tags.get(`${group}.GPSTimeStamp`) || tags.get(`${group}.GPSDateTime`);
    if (!date || !time) continue;
    const wall = parseDateAndTime(date, time);
    if (wall) return fromUtc(wall, zone);
    warn("gpsTimeUnrecognized", { group, value: `${date} ${time}` });
  }
  const mapillary = tags.get("MAPGpsTime");
  const wall = mapillary ? parseMapillaryTime(mapillary) : undefined;
  return wall && fromUtc(wall, zone);
}

/** `2021:07:29` and `9/1 16/1 54/1` or `09:16:54.5`. */
function parseDateAndTime(date: string, time: string): WallTime | undefined {
  const day = /^(\d{4})[-:/](\d\d?)[-:/](\d\d?)$/.exec(date.trim());
  const clock = time.includes(":") ? time.split(":").map(parseNumber) : parseNumbers(time);
  if (!day || clock?.length !== 3) return undefined;
  const [hour, minute, seconds] = clock;
  if (hour === undefined || minute === undefined || seconds === undefined) return undefined;
  const second = Math.floor(seconds);
  // Cut, not rounded; the small addition makes up for decimals that binary numbers fall short of.
  const microsecond = Math.min(Math.floor((seconds - second) * 1e6 + 1e-3), 999_999);
  return possible({
    year: Number(day[1]),
    month: Number(day[2]),
    day: Number(day[3]),
    hour: Math.trunc(hour),
    minute: Math.trunc(minute),
    second,
    microsecond,
  });
}

/** `Y_M_D_h_m_s_ms`. */
function parseMapillaryTime(text: string): WallTime | undefined {
  const parts = text.split("_").map((part) => /^\d+$/.test(part) ? Number(part) : NaN);
  if (parts.length !== 7 || parts.some(Number.isNaN)) return undefined;
  const [year, month, day, hour, minute, second, millisecond] = parts;
  return possible({ year, month, day, hour, minute, second, microsecond: millisecond * 1000 });
}

function possible(wall: WallTime): WallTime | undefined {
  return isPossible(wall) && wall.microsecond < 1e6 ? wall : undefined;
}
