/** The `datetime` parameter (OGC API Features, 7.15.4): a moment, or an interval that may be open at one end. */
import { ApiError } from "../../../core/http/errors.ts";
import { type Message, message } from "../../../core/messages/mod.ts";
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
  const read = (text: string, key: InvalidKey): Moment => {
    try {
      return readEnd(text);
    } catch (error) {
      if (error instanceof MomentError) throw invalid(key, error.text);
      throw error;
    }
  };
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") {
    throw invalid("stac.datetime_invalid", message("http.unknown_date_format", { text: String(value) }));
  }
  const [start = "", end, ...others] = value.split("/");
  if (others.length > 0) throw new ApiError(400, message("stac.datetime_parts"));
  if (end === undefined) {
    const moment = read(value, "stac.datetime_invalid");
    return { start: moment, end: moment };
  }
  if (start === ".." && end === "..") {
    throw invalid("stac.datetime_invalid", message("stac.interval_open"));
  }
  const interval: Interval = {
    ...(start === ".." ? {} : { start: read(start, "stac.datetime_start") }),
    ...(end === ".." ? {} : { end: read(end, "stac.datetime_end") }),
  };
  if (interval.start && interval.end && Date.parse(interval.start) > Date.parse(interval.end)) {
    throw invalid("stac.datetime_invalid", message("stac.interval_order"));
  }
  return interval;
}

type InvalidKey = "stac.datetime_invalid" | "stac.datetime_start" | "stac.datetime_end";

function invalid(key: InvalidKey, error: Message): ApiError {
  return new ApiError(400, message(key), { details: { error } });
}
