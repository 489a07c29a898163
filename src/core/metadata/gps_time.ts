/** When the picture was taken, by the clocks of the satellites: always UTC. */
import { parseNumber, parseNumbers } from "./numbers.ts";
import type { Tags } from "./read_tags.ts";
import type { Warn } from "./metadata_warning.ts";
import { fromUtc, isPossible, type WallTime, type ZonedTime } from "./zoned_time.ts";

const GROUPS = ["Exif.GPSInfo", "Xmp.exif"];

/** Every tag that can hold the GPS time. */
export const GPS_TIME_TAGS: readonly string[] = [
  ...GROUPS.flatMap((group) => [`${group}.GPSDateStamp`, `${group}.GPSTimeStamp`, `${group}.GPSDateTime`]),
  "MAPGpsTime",
];

/** Reads the GPS time and shows it in a zone (in UTC when that is undefined). */
export function readGpsTime(tags: Tags, zone: string | undefined, warn: Warn): ZonedTime | undefined {
  for (const group of GROUPS) {
    const date = tags.get(`${group}.GPSDateStamp`);
    if (!date) continue;
    const clock = parseClock(tags.get(`${group}.GPSTimeStamp`)) ?? parseClock(tags.get(`${group}.GPSDateTime`));
    if (!clock) {
      warn("metadata.gps_time_format_unsupported", { tag: `${group}.GPSTimeStamp`, group });
      continue;
    }
    const wall = possible({ ...parseDate(date), ...clock });
    const time = wall && fromUtc(wall, zone);
    if (time && isPossible(time.wall)) return time;
    warn("metadata.gps_time_unrecognized", { tag: `${group}.GPSDateStamp`, group, value: date });
  }
  return readMapillaryTime(tags, warn);
}

type Day = Pick<WallTime, "year" | "month" | "day">;
type Clock = Omit<WallTime, keyof Day>;

/** `2021:07:29`. */
function parseDate(text: string): Partial<Day> {
  const parts = /^(\d{4})[-:/]?(\d\d?)[-:/]?(\d\d?)$/.exec(text.trim());
  return parts ? { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) } : {};
}

/** `9/1 16/1 54/1` or `09:16:54.5`. */
function parseClock(text: string | undefined): Clock | undefined {
  const numbers = text?.includes(":") ? text.split(":").map(parseNumber) : parseNumbers(text);
  if (numbers?.length !== 3) return undefined;
  const [hour, minute, seconds] = numbers;
  if (hour === undefined || minute === undefined || seconds === undefined) return undefined;
  const second = Math.floor(seconds);
  // Cut, not rounded; the small addition makes up for decimals that binary numbers fall short of.
  const microsecond = Math.min(Math.floor((seconds - second) * 1e6 + 1e-3), 999_999);
  return { hour: Math.trunc(hour), minute: Math.trunc(minute), second, microsecond };
}

/** `Y_M_D_h_m_s_ms`, in UTC. */
function readMapillaryTime(tags: Tags, warn: Warn): ZonedTime | undefined {
  const text = tags.get("MAPGpsTime");
  if (!text) return undefined;
  const parts = text.split("_").map((part) => /^\d+$/.test(part) ? Number(part) : NaN);
  const [year, month, day, hour, minute, second, millisecond = NaN] = parts;
  const wall = possible({ year, month, day, hour, minute, second, microsecond: millisecond * 1000 });
  if (wall && parts.length === 7) return fromUtc(wall, undefined);
  warn("metadata.mapillary_time_unrecognized", { tag: "MAPGpsTime", value: text });
  return undefined;
}

function possible(wall: Partial<WallTime>): WallTime | undefined {
  return isPossible(wall) ? wall : undefined;
}
