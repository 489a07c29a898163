/**
 * Timestamps travel as PostgreSQL text in UTC (`2021-07-29 09:16:54.001+00`), because JavaScript's Date loses
 * microseconds. These functions give the forms the API shows.
 */

/** ISO 8601 with `+00:00`; microseconds as 6 digits, only when not zero (STAC objects). */
export function isoOffset(text: string): string {
  return shape(text, "T", "+00:00");
}

/** ISO 8601 with `Z`; microseconds as 6 digits, only when not zero (upload sets, reports). */
export function isoZulu(text: string): string {
  return shape(text, "T", "Z");
}

/** As in paging filters and RSS: `2024-05-01 10:00:00.123456+00:00`. */
export function spacedOffset(text: string): string {
  return shape(text, " ", "+00:00");
}

/** Times before year 1, which databases of others may hold, are written as ISO 8601 does: year 0 is 1 BC. */
function shape(text: string, separator: string, zone: string): string {
  const parts = /^(\d+)(-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d+))?\+00(?::?00)?( BC)?$/.exec(text);
  if (!parts) throw new Error(`Not a timestamp in UTC: ${text}`);
  const [, year = "", day, time, fraction = "", isBefore] = parts;
  const before = Number(year) - 1;
  const shown = isBefore ? `${before > 0 ? "-" : ""}${String(before).padStart(4, "0")}` : year;
  return `${shown}${day}${separator}${time}${/[1-9]/.test(fraction) ? "." + fraction.padEnd(6, "0") : ""}${zone}`;
}
