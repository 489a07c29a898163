/** Times and lengths in the language of a page. */
import type { Language } from "../../../core/messages/mod.ts";

/** A moment in UTC, which is what pictures are sorted and searched by. */
export function moment(iso: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "medium", timeZone: "UTC" });
  return `${format.format(dateOf(iso))} UTC`;
}

/** From the first to the last moment; nothing is said twice when both are on one day. */
export function interval(from: string, to: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return `${format.formatRange(dateOf(from), dateOf(to))} UTC`;
}

/** `Date` reads years of five digits and more with a sign and six (ECMA-262, 21.4.1.32.1). */
function dateOf(iso: string): Date {
  return new Date(iso.replace(/^([+-]?)(\d{5,6})(?=-)/, (_, sign, year) => `${sign || "+"}${year.padStart(6, "0")}`));
}

/** A length, in metres below one kilometre. */
export function length(kilometres: number, language: Language): string {
  const isShort = kilometres < 1;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: isShort ? "meter" : "kilometer",
    maximumFractionDigits: isShort ? 0 : 1,
  }).format(isShort ? kilometres * 1000 : kilometres);
}

/** A number with the separators of the language. */
export function count(value: number, language: Language): string {
  return value.toLocaleString(language);
}

/** Latitude and longitude in degrees. */
export function position(longitude: number, latitude: number): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}
