/** Times with microseconds and the zone they were taken in. JavaScript's Date would lose both. */
import { zoneAbbreviation } from "./zone_names.ts";

/** What a clock on the wall shows. */
export interface WallTime {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
}

/** A wall time and how far its clock is ahead of UTC. */
export interface ZonedTime {
  wall: WallTime;
  /** Seconds east of UTC. */
  offset: number;
  /** `CEST`, `UTC`, `UTC+01:00`, `+04`. */
  zone: string;
}

/**
 * True for a time that can be: no 30th of February, no 25th hour, year 2 to 9999. Year 1 would begin before our era in zones
 * to the east, and databases write such years in another form.
 */
export function isPossible(wall: Partial<WallTime>): wall is WallTime {
  const { year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN, microsecond = NaN } = wall;
  const date = new Date(epochSeconds({ year, month, day, hour, minute, second, microsecond }) * 1000);
  return year >= 2 && year <= 9999 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day && hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 &&
    second <= 59 && microsecond >= 0 && microsecond <= 999_999;
}

/** Shows a time given in UTC in a zone; without zone it stays in UTC. */
export function fromUtc(utc: WallTime, zone: string | undefined): ZonedTime {
  if (!zone) return { wall: utc, offset: 0, zone: "UTC" };
  const epoch = epochSeconds(utc);
  const offset = offsetAt(zone, epoch);
  const wall = { ...wallAt(epoch + offset), microsecond: utc.microsecond };
  return { wall, offset, zone: abbreviationAt(zone, epoch, offset) };
}

/**
 * A time on a clock of that zone. In an hour that comes twice, when summer time ends, the one nearer to `near` is meant, without
 * it standard time; an hour that never is, when summer time begins, counts as standard time.
 */
export function inZone(wall: WallTime, zone: string, near?: ZonedTime): ZonedTime {
  const local = epochSeconds(wall);
  const day = 86_400;
  const candidates = [...new Set([offsetAt(zone, local - day), offsetAt(zone, local + day)])];
  const fitting = candidates.filter((offset) => offsetAt(zone, local - offset) === offset);
  // Standard time is the one that is less ahead of UTC.
  const standard = Math.min(...(fitting.length > 0 ? fitting : candidates));
  const nearest = (moment: ZonedTime) => {
    const distance = (offset: number) => Math.abs(secondsBetween(moment, { wall, offset }));
    return fitting.reduce((a, b) => distance(a) <= distance(b) ? a : b);
  };
  const offset = fitting.length > 1 && near ? nearest(near) : standard;
  // In an hour that never is, the clock shows standard time only before the change.
  const epoch = fitting.length > 0 ? local - offset : local - day;
  return { wall, offset, zone: abbreviationAt(zone, epoch, offset) };
}

/** A time on a clock that is so many seconds ahead of UTC. */
export function atOffset(wall: WallTime, offset: number): ZonedTime {
  return { wall, offset, zone: offset === 0 ? "UTC" : `UTC${offsetText(offset)}` };
}

/** ISO 8601 with offset; microseconds as 6 digits, only when not zero: `2021-07-29T11:16:54.001000+02:00`. */
export function isoText({ wall, offset }: ZonedTime): string {
  const { year, month, day, hour, minute, second, microsecond } = wall;
  const fraction = microsecond ? `.${digits(microsecond, 6)}` : "";
  return `${digits(year, 4)}-${digits(month)}-${digits(day)}T${digits(hour)}:${digits(minute)}:${
    digits(second)
  }${fraction}${offsetText(offset)}`;
}

/** What a clock in UTC shows at that time. */
export function toUtc({ wall, offset }: ZonedTime): WallTime {
  return { ...wallAt(epochSeconds(wall) - offset), microsecond: wall.microsecond };
}

/** Seconds from one time to another one, without parts of seconds. */
export function secondsBetween(from: Moment, to: Moment): number {
  return epochSeconds(to.wall) - to.offset - (epochSeconds(from.wall) - from.offset);
}

/** Another time on a clock of the same zone. @param zone IANA; undefined for UTC */
export function addSeconds(time: ZonedTime, seconds: number, zone: string | undefined): ZonedTime {
  const { wall, offset } = time;
  return fromUtc({ ...wallAt(epochSeconds(wall) - offset + seconds), microsecond: wall.microsecond }, zone);
}

type Moment = Pick<ZonedTime, "wall" | "offset">;

function epochSeconds({ year, month, day, hour, minute, second }: WallTime): number {
  // Date.UTC() takes the years 0 to 99 for 1900 to 1999.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
}

function wallAt(epoch: number): Omit<WallTime, "microsecond"> {
  const date = new Date(epoch * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

function offsetText(offset: number): string {
  const size = Math.abs(offset);
  const hours = Math.trunc(size / 3600), minutes = Math.trunc(size / 60) % 60, seconds = size % 60;
  return `${offset < 0 ? "-" : "+"}${digits(hours)}:${digits(minutes)}${seconds ? `:${digits(seconds)}` : ""}`;
}

function digits(number: number, length = 2): string {
  return String(number).padStart(length, "0");
}

/** Formatters are costly to make; there are a few hundred zones at most. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function zonePart(zone: string, epoch: number, style: "long" | "longOffset"): string {
  const key = `${style} ${zone}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: style });
    formatters.set(key, formatter);
  }
  return formatter.formatToParts(epoch * 1000).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/** How far the clocks of a zone are ahead of UTC. @param epoch seconds since 1970 @returns seconds */
export function offsetAt(zone: string, epoch: number): number {
  const parts = /^GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(zonePart(zone, epoch, "longOffset"));
  if (!parts) return 0;
  const [, sign, hours, minutes, seconds = "0"] = parts;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

function abbreviationAt(zone: string, epoch: number, offset: number): string {
  return zoneAbbreviation(zonePart(zone, epoch, "long"), offset);
}
