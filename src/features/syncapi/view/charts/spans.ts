/** The spans that charts can show. */
const HOUR = 3600, DAY = 86_400;

/** Seconds by the name that stands in addresses. */
export const SPANS = {
  "3h": 3 * HOUR,
  "12h": 12 * HOUR,
  "24h": DAY,
  "3d": 3 * DAY,
  "7d": 7 * DAY,
  "31d": 31 * DAY,
} as const;

/** Name of a span. */
export type SpanName = keyof typeof SPANS;

// keys() forgets which names there are.
/** All of them. */
export const SPAN_NAMES = Object.keys(SPANS) as SpanName[];

/** Points of a line: as many as its width has room for. */
const POINTS = 400;

/** Seconds over which values are averaged. */
export function averagedSeconds({ start, end }: { start: number; end: number }): number {
  return Math.max(1, (end - start) / POINTS);
}

/** Free-form data are far larger than the rest of an image: sensors are charted over a few days at most. */
export const LONGEST_OF_SENSORS = 3 * DAY;
