/** Local time at a camera, whatever the time zone of this server. */

/** A moment, and what a clock at the camera shows. */
export interface CameraTime {
  /** On a clock at the camera, as PostgreSQL text without zone: `2024-01-31 23:59:59.000001`. */
  wall: string;
  /** The moment itself, as PostgreSQL text in UTC. */
  instant: string;
  /** The time on that clock in whole seconds since 1970, as if the clock showed UTC. */
  wallSeconds: number;
  /** Whole seconds since 1970. */
  instantSeconds: number;
}

/** Seconds since 1970 between which every clock shows a four-digit year. */
const FIRST = 86_400, LAST = 253_402_214_400;

/**
 * Reads a time as the SyncAPI writes it.
 * @param createDate seconds since 1970; fractions down to microseconds are kept
 * @param utcOffset seconds east of UTC
 * @returns undefined for a time outside the range
 */
export function readCameraTime(createDate: number, utcOffset: number): CameraTime | undefined {
  if (!(createDate >= FIRST && createDate <= LAST)) return undefined;
  const microseconds = Math.round(createDate * 1e6);
  const seconds = Math.floor(microseconds / 1e6);
  const fraction = microseconds - seconds * 1e6;
  return {
    wall: textOf(seconds + utcOffset, fraction),
    instant: `${textOf(seconds, fraction)}+00`,
    wallSeconds: seconds + utcOffset,
    instantSeconds: seconds,
  };
}

function textOf(seconds: number, microseconds: number): string {
  const text = new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
  return microseconds === 0 ? text : `${text}.${String(microseconds).padStart(6, "0")}`;
}

/** The day of a time; a night belongs to the evening on which it began. @returns `YYYYMMDD` */
export function dayOf(wallSeconds: number, isNight: boolean): string {
  return digitsOf(wallSeconds - (isNight ? 12 * 3600 : 0)).slice(0, 8);
}

/** `YYYYmmddHHMMSS` */
export function digitsOf(wallSeconds: number): string {
  return new Date(wallSeconds * 1000).toISOString().slice(0, 19).replace(/\D/g, "");
}

/** Whether a text is a date in the form `YYYYMMDD`. */
export function isDate(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const iso = text.replace(/^(....)(..)(..)$/, "$1-$2-$3");
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}
