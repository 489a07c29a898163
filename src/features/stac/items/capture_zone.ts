/** The moment of capture on the clock of the place. */

/** Names that cameras and databases write, but that are not in the IANA database. */
const SYNONYMS = new Map([["CEST", "CET"]]);

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A moment with the offset of a time zone: `2021-07-29T11:16:54+02:00`.
 * @param text PostgreSQL text in UTC, such as `2021-07-29 09:16:54.001+00`
 * @param zone IANA name, `UTC+02:00`, or an abbreviation the IANA database knows; anything else counts as UTC
 */
export function captureTimeInZone(text: string, zone: string | null | undefined): string {
  const [seconds, fraction = ""] = text.replace(/[+-]\d\d(:?\d\d)?$/, "").split(".");
  const moment = Date.parse(`${seconds.replace(" ", "T")}Z`);
  const offset = offsetAt(moment, zone ?? "UTC");
  const local = new Date(moment + offset * 1000).toISOString().slice(0, 19);
  return `${local}${/[1-9]/.test(fraction) ? "." + fraction.padEnd(6, "0") : ""}${offsetText(offset)}`;
}

/** Zones change their offset at quarters of an hour, and the pictures of a list are mostly of the same one. */
const QUARTER = 15 * 60 * 1000;
let latest = { zone: "UTC", quarter: 0, offset: 0 };

/** Seconds east of UTC. */
function offsetAt(moment: number, zone: string): number {
  const quarter = Math.floor(moment / QUARTER);
  if (latest.zone !== zone || latest.quarter !== quarter) {
    latest = { zone, quarter, offset: computeOffset(moment, zone) };
  }
  return latest.offset;
}

function computeOffset(moment: number, zone: string): number {
  const fixed = /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (fixed) return (fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 3600 + Number(fixed[3]) * 60);
  if (zone === "UTC") return 0;
  const format = formatOf(SYNONYMS.get(zone) ?? zone);
  if (!format) return 0;
  const name = format.formatToParts(moment).find(({ type }) => type === "timeZoneName")!.value;
  const parts = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name);
  if (!parts) return 0;
  const [, sign, hours, minutes, seconds = "0"] = parts;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

/** Undefined for an unknown zone. Only known ones are kept, so the map is as small as the IANA database. */
function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(zone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    formats.set(zone, format);
    return format;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function offsetText(offset: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const total = Math.abs(offset), seconds = total % 60;
  const hours = `${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}`;
  return `${offset < 0 ? "-" : "+"}${hours}${seconds ? ":" + two(seconds) : ""}`;
}
