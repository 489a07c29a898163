/** The moment of capture on the clock of the place. */
import { isoOffset } from "../../../core/db/timestamps.ts";
import { offsetAt, type Position, zoneAt } from "../../../core/metadata/mod.ts";

/**
 * A moment with the offset of the place: `2021-07-29T11:16:54+02:00`.
 * @param text PostgreSQL text in UTC, such as `2021-07-29 09:16:54.001+00`
 * @param zone `UTC+02:00` or `UTC` when the camera wrote its offset. Abbreviations, which databases hold for other pictures, mean
 *   several offsets each, so they say nothing: the offset is that of the position
 */
export function captureTimeInZone(text: string, zone: string | null | undefined, position: Position): string {
  const [seconds = "", fraction = ""] = text.replace(/[+-]\d\d(:?\d\d)?$/, "").split(".");
  const moment = Date.parse(`${seconds.replace(" ", "T")}Z`);
  // Years that are not written with four digits; in UTC then.
  if (Number.isNaN(moment)) return isoOffset(text);
  const offset = offsetWritten(zone) ?? offsetOf(moment, zoneAt(position));
  const local = new Date(moment + offset * 1000).toISOString().slice(0, 19);
  return `${local}${/[1-9]/.test(fraction) ? "." + fraction.padEnd(6, "0") : ""}${offsetText(offset)}`;
}

/** Seconds east of UTC; undefined for a zone that is no offset. */
function offsetWritten(zone: string | null | undefined): number | undefined {
  if (zone === "UTC") return 0;
  const [, sign, hours, minutes] = /^(?:UTC|GMT)([+-])(\d\d):?(\d\d)$/.exec(zone ?? "") ?? [];
  return hours && (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60) || undefined;
}

/** Zones change their offset at quarters of an hour, and the pictures of a list are mostly of the same one. */
const QUARTER = 15 * 60 * 1000;
let latest = { zone: "UTC", quarter: 0, offset: 0 };

function offsetOf(moment: number, zone: string): number {
  const quarter = Math.floor(moment / QUARTER);
  if (latest.zone !== zone || latest.quarter !== quarter) {
    latest = { zone, quarter, offset: offsetAt(zone, moment / 1000) };
  }
  return latest.offset;
}

function offsetText(offset: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const total = Math.abs(offset), seconds = total % 60;
  const hours = `${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}`;
  return `${offset < 0 ? "-" : "+"}${hours}${seconds ? ":" + two(seconds) : ""}`;
}
