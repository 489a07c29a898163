/** The `datetime` parameter (OGC API Features, 7.15.4): a moment, or an interval that may be open at one end. */
import { ApiError } from "../../../core/http/errors.ts";
import { type Moment, MomentError, readMoment } from "./moment.ts";

/** Both ends belong to the interval; at least one is set. */
export interface Interval {
  start?: Moment;
  end?: Moment;
}

/**
 * Reads `datetime`; a moment alone is both ends.
 * @param readEnd how moments may be written
 * @returns undefined when nothing was given
 * @throws ApiError 400
 */
export function readInterval(value: unknown, readEnd: (text: string) => Moment = readMoment): Interval | undefined {
  const read = (text: string, what: string): Moment => {
    try {
      return readEnd(text);
    } catch (error) {
      if (error instanceof MomentError) throw invalid(what, error.message);
      throw error;
    }
  };
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw invalid("`datetime` argument", `Unknown string format: ${value}`);
  const sides = value.split("/");
  if (sides.length > 2) throw new ApiError(400, "Parameter datetime should contain one or two dates");
  if (sides.length === 1) {
    const moment = read(value, "`datetime` argument");
    return { start: moment, end: moment };
  }
  const [start, end] = sides;
  if (start === ".." && end === "..") throw invalid("`datetime` argument", "One end of the interval should be a date");
  const interval: Interval = {
    ...(start === ".." ? {} : { start: read(start, "start date in `datetime` argument") }),
    ...(end === ".." ? {} : { end: read(end, "end date in `datetime` argument") }),
  };
  if (interval.start && interval.end && Date.parse(interval.start) > Date.parse(interval.end)) {
    throw invalid("`datetime` argument", "The interval ends before it starts");
  }
  return interval;
}

function invalid(what: string, error: string): ApiError {
  return new ApiError(400, `Invalid ${what}`, { details: { error } });
}
