/** Capture times as clients send them. */
import { isPossible, type WallTime } from "../../../core/metadata/mod.ts";

/** A time with microseconds; without offset it is what a clock at the place of capture shows. */
export interface GivenTime {
  wall: WallTime;
  /** Seconds east of UTC. */
  offset?: number;
}

const DATE = /(?<year>\d{4})(?<separator>[-/:]?)(?<month>\d\d)\k<separator>(?<day>\d\d)/;
const CLOCK = /(?<hour>\d\d):?(?<minute>\d\d)(?::?(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?/;
const OFFSET = /(?<utc>Z|UTC|GMT)|(?<sign>[+-])(?<offsetHours>\d\d):?(?<offsetMinutes>\d\d)?/;
/** ISO 8601 (complete dates), also as EXIF and others write it: `2023:07:03 10:12:01`, `2023/07/03`. */
const TIME = new RegExp(`^${DATE.source}(?:[T ]${CLOCK.source} ?(?:${OFFSET.source})?)?$`, "i");

/** Reads a time; undefined for what is none, or one that no calendar has. */
export function parseCaptureTime(text: string): GivenTime | undefined {
  const parts = TIME.exec(text.trim())?.groups;
  if (!parts) return undefined;
  const wall = {
    year: Number(parts.year),
    month: Number(parts.month),
    day: Number(parts.day),
    hour: Number(parts.hour ?? 0),
    minute: Number(parts.minute ?? 0),
    second: Number(parts.second ?? 0),
    microsecond: Number((parts.fraction ?? "").slice(0, 6).padEnd(6, "0")),
  };
  if (!isPossible(wall)) return undefined;
  if (parts.utc) return { wall, offset: 0 };
  if (!parts.sign) return { wall };
  const minutes = Number(parts.offsetHours) * 60 + Number(parts.offsetMinutes ?? 0);
  // ISO 8601 knows no larger ones; no place on Earth has more than 14 hours.
  if (minutes >= 24 * 60) return undefined;
  return { wall, offset: (parts.sign === "-" ? -60 : 60) * minutes };
}
