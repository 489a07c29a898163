/** Years, months, days and hours to choose from, in local time at the camera. */

/** A period as PostgreSQL text; the end is excluded. */
export interface Span {
  start: string;
  end: string;
}

/** A period to choose: 2024, 1 for January, 31, 23 for the last hour of a day. */
export interface Period extends Span {
  value: number;
}

/** What has been chosen so far: the year, the month, and so on. */
export type Chosen = number[];

/** The names of the lists, the coarsest first. */
export const LEVELS = ["YEAR_SELECT", "MONTH_SELECT", "DAY_SELECT", "HOUR_SELECT"] as const;

const MONTHS = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });

/** All periods to choose from within what has been chosen, newest first. @param years the first and last year */
export function periodsWithin([year, month, day]: Chosen, years: [number, number]): Period[] {
  if (year === undefined) return periods(years[0], years[1], (value) => Date.UTC(value));
  if (month === undefined) return periods(1, 12, (value) => Date.UTC(year, value - 1));
  if (day === undefined) {
    const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return periods(1, lastDay, (value) => Date.UTC(year, month - 1, value));
  }
  return periods(0, 23, (value) => Date.UTC(year, month - 1, day, value));
}

/** A period as people read it. */
export function labelOf(level: (typeof LEVELS)[number], value: number): string {
  if (level === "MONTH_SELECT") return MONTHS.format(Date.UTC(2000, value - 1));
  if (level === "HOUR_SELECT") return `${String(value).padStart(2, "0")}:00`;
  return String(value);
}

function periods(first: number, last: number, startOf: (value: number) => number): Period[] {
  const all: Period[] = [];
  for (let value = last; value >= first; value--) {
    all.push({ value, start: textOf(startOf(value)), end: textOf(startOf(value + 1)) });
  }
  return all;
}

function textOf(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace("T", " ");
}
