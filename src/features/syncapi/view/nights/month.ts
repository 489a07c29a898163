/** Months as calendars show them. All dates are texts: a day at a camera has no time zone. */
import { z } from "@hono/zod-openapi";

/** `YYYY-MM` */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "not a month");

const DAY = 86_400_000;

/**
 * The weeks of a month: days of the month, and null for those of other months.
 * @param days all days of the month, in order
 * @param firstWeekday 1 for Monday, 7 for Sunday
 */
export function weeksOf<T extends { day: string }>(days: T[], firstWeekday: number): (T | null)[][] {
  const first = days[0];
  const before = first ? (weekdayOf(first.day) - firstWeekday + 7) % 7 : 0;
  const cells: (T | null)[] = [...Array.from({ length: before }, () => null), ...days];
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** 1 for Monday, 7 for Sunday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The names of the weekdays from the first on: short, and in full. */
export function weekdayNames(language: string, firstWeekday: number): { short: string; long: string }[] {
  // The first of January 2024 was a Monday.
  const monday = Date.UTC(2024, 0, 1);
  return Array.from({ length: 7 }, (_, index) => {
    const time = monday + (firstWeekday - 1 + index) * DAY;
    const name = (weekday: "short" | "long") =>
      new Intl.DateTimeFormat(language, { weekday, timeZone: "UTC" }).format(time);
    return { short: name("short"), long: name("long") };
  });
}

/** Weeks begin with Monday (ISO 8601): the region of readers is not known. */
export const FIRST_WEEKDAY = 1;

/** A day as people write it: `Wednesday 31 January 2024`. @param day `YYYY-MM-DD` */
export function longDay(day: string, language: string): string {
  return formatDay(day, language, { dateStyle: "full" });
}

/** A day without its weekday: `31 January 2024`. */
export function mediumDay(day: string, language: string): string {
  return formatDay(day, language, { dateStyle: "long" });
}

/** `January 2024` @param month `YYYY-MM` */
export function monthName(month: string, language: string): string {
  return formatDay(`${month}-01`, language, { month: "long", year: "numeric" });
}

function formatDay(day: string, language: string, options: Intl.DateTimeFormatOptions): string {
  // British dates, day before month, are the English ones that can be told from others at a glance.
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(Date.parse(`${day}T00:00:00Z`));
}
