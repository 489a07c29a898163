/** Moments as clients write them: RFC 3339, and shorter forms of ISO 8601. */
import { type Message, message } from "../../../core/messages/mod.ts";

/** A moment in a form PostgreSQL reads as `timestamptz`; microseconds survive. */
export type Moment = string;

/** A moment that could not be read. */
export class MomentError extends Error {
  /** The reason, for the person who wrote it. */
  readonly text: Message;

  constructor(text: Message) {
    super(String(text));
    this.text = text;
  }
}

const FORM =
  /^(?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)(?:[T ](?<hour>\d\d)(?::?(?<minute>\d\d)(?::?(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?)?\s?(?<zone>Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * Reads a moment: a date alone is its midnight, and without a zone it is in UTC.
 * @throws MomentError
 */
export function readMoment(text: string): Moment {
  const trimmed = text.trim();
  if (trimmed === "") throw new MomentError(message("http.text_without_date", { text: "" }));
  const parts = FORM.exec(trimmed)?.groups;
  if (!parts) throw new MomentError(message("http.unknown_date_format", { text }));
  const { year, month, day, hour = "00", minute = "00", second = "00", fraction = "", zone = "Z" } = parts;
  const isPossible = isDate(Number(year), Number(month), Number(day)) && Number(hour) < 24 && Number(minute) < 60 &&
    Number(second) <= 60;
  const offset = readOffset(zone);
  if (!isPossible || offset === undefined) throw new MomentError(message("http.unknown_date_format", { text }));
  const microseconds = fraction ? `.${fraction.slice(0, 6).padEnd(6, "0")}` : "";
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${microseconds}${offset}`;
}

/** Between these, the clocks of all zones show a year that is written with four digits (ISO 8601). */
const FIRST = Date.parse("0002-01-01T00:00:00Z"), LAST = Date.parse("9999-12-30T00:00:00Z");

/** Whether a moment can be written in every zone, so that it may be kept. */
export function isInCalendar(moment: Moment): boolean {
  // A leap second, which `Date` does not know.
  const time = Date.parse(moment.replace(/:60(?=[.+-])/, ":59"));
  return time >= FIRST && time < LAST;
}

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:\d\d)?)$/i;

/**
 * Reads a timestamp of RFC 3339, as OGC API Features asks for (7.15.4). Its offset may be of hours alone.
 * @throws MomentError
 */
export function readTimestamp(text: string): Moment {
  if (text !== "" && !TIMESTAMP.test(text)) throw new MomentError(message("http.unknown_date_format", { text }));
  return readMoment(text);
}

/** Year 0 does not exist for PostgreSQL; month and day must exist in the Gregorian calendar. */
function isDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

function readOffset(zone: string): string | undefined {
  if (/^z$/i.test(zone)) return "+00:00";
  const hours = zone.slice(1, 3), minutes = zone.slice(3).replace(":", "") || "00";
  // PostgreSQL takes offsets of less than 16 hours.
  return Number(hours) < 16 && Number(minutes) < 60 ? `${zone[0]}${hours}:${minutes}` : undefined;
}
