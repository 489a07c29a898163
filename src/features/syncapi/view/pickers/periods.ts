/** Years, months, days and hours of a calendar, to choose from. All of a clock beside the camera. */

/** A period as PostgreSQL text; the end does not belong to it. */
export interface Span {
  start: string;
  end: string;
}

/** A period that may be chosen: 2024, 1 for January, 31, 23 for the last hour of a day. */
export interface Period extends Span {
  value: number;
}

/** What is chosen so far, from the year on. */
export type Chosen = number[];

/** The names of the lists, from the coarsest. */
export const LEVELS = ["YEAR_SELECT", "MONTH_SELECT", "DAY_SELECT", "HOUR_SELECT"] as const;

const MONTHS = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });

/** All periods that a choice leaves, newest first. @param years those that there are, from and to */
export function periodsWithin(chosen: Chosen, years: [number, number]): Period[] {
  const [year, month, day] = chosen;
  switch (chosen.length) {
    case 0:
      return periods(years[0], years[1], (value) => Date.UTC(value));
    case 1:
      return periods(1, 12, (value) => Date.UTC(year, value - 1));
    case 2:
      return periods(1, new Date(Date.UTC(year, month, 0)).getUTCDate(), (value) => Date.UTC(year, month - 1, value));
    default:
      return periods(0, 23, (value) => Date.UTC(year, month - 1, day, value));
  }
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
