/** Where the marks of axes stand, and what is written at them. */

const MINUTE = 60, HOUR = 3600, DAY = 86_400;
const TIME_STEPS = [
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
];

/** A mark of an axis. */
export interface Tick {
  value: number;
  label: string;
}

/** Round values that enclose a range. @returns the marks, of which the first and last are the ends of the axis */
export function valueTicks(least: number, greatest: number, language: string, most = 5): Tick[] {
  const range = greatest - least || Math.abs(greatest) || 1;
  const rough = range / (most - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const first = Math.floor(least / step), last = Math.max(Math.ceil(greatest / step), first + 1);
  const format = numberFormat(language, Math.min(20, Math.max(0, -Math.floor(Math.log10(step)))));
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const value = (first + index) * step;
    return { value, label: format.format(value) };
  });
}

/** Numbers of a language. */
export function numberFormat(language: string, digits = 2): Intl.NumberFormat {
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits });
}

/** Offsets of the clock at a camera: at each time (seconds since 1970, ascending) the seconds east of UTC. */
export interface Clock {
  times: number[];
  offsets: number[];
  /** Where nothing is known. */
  fallback: number;
}

/** What a clock at the camera is ahead of UTC at a time. */
export function offsetAt({ times, offsets, fallback }: Clock, time: number): number {
  const index = times.findLastIndex((other) => other <= time);
  return offsets[Math.max(index, 0)] ?? fallback;
}

/** Full hours or days of a clock at the camera between two times. */
export function timeTicks(
  { start, end }: { start: number; end: number },
  clock: Clock,
  language: string,
  most = 6,
): Tick[] {
  const step = TIME_STEPS.find((candidate) => (end - start) / candidate <= most) ?? (end - start) / most;
  const ticks: Tick[] = [];
  const offset = offsetAt(clock, start);
  for (let time = Math.ceil((start + offset) / step) * step - offset; time <= end; time += step) {
    ticks.push({ value: time, label: timeLabel(time + offsetAt(clock, time), step, language) });
  }
  return ticks;
}

/** Midnights get the date. @param wallSeconds what a clock at the camera shows, as if it showed UTC */
function timeLabel(wallSeconds: number, step: number, language: string): string {
  const date = new Date(wallSeconds * 1000);
  if (step >= DAY || wallSeconds % DAY === 0) {
    return new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" }).format(date);
  }
  return date.toISOString().slice(11, 16);
}

/** What a clock at the camera shows: `2024-01-31 23:59`. */
export function clockText(time: number, clock: Clock): string {
  return new Date((time + offsetAt(clock, time)) * 1000).toISOString().slice(0, 16).replace("T", " ");
}
