/**
 * When the picture was taken: chosen between what the satellites and what the camera's clock say. The whole rule, with its
 * reasons, is in `docs/metadata.md`.
 */
import { CAMERA_TIME_TAGS, type CameraTime, readCameraTime } from "./camera_time.ts";
import { GPS_TIME_TAGS, readGpsTime } from "./gps_time.ts";
import type { Warn } from "./metadata_warning.ts";
import type { Position } from "./position.ts";
import type { Tags } from "./read_tags.ts";
import { zoneAt } from "./time_zones/zone_at.ts";
import { addSeconds, isoText, secondsBetween, toUtc, type ZonedTime } from "./zoned_time.ts";

/** The time of capture and the readings it was chosen from. */
export interface CaptureTime {
  chosen: ZonedTime;
  /** Undefined also when it cannot be right. */
  gps?: ZonedTime;
  camera?: CameraTime;
}

/** Every tag that can hold the time. */
export const TIME_TAGS: readonly string[] = [...GPS_TIME_TAGS, ...CAMERA_TIME_TAGS];

const DAY = 86_400;
/** Receivers count weeks with 10 bits, and start from 0 again after so many seconds. */
const GPS_ROLLOVER = 1024 * 7 * DAY;

/**
 * Reads the time of capture. GPS time is trusted more, unless only the camera has fractions of seconds.
 * @param now milliseconds since 1970; no clock that is right shows a later time
 */
export function readCaptureTime(
  tags: Tags,
  position: Position | undefined,
  warn: Warn,
  now = Date.now(),
): CaptureTime | undefined {
  const zone = position && zoneAt(position);
  const satellites = readGpsTime(tags, zone, warn);
  const camera = readCameraTime(tags, position, zone, warn, satellites);
  const gps = trustedGpsTime(satellites, camera, zone, now, warn);
  const cameraIsFiner = camera?.hasFraction && gps?.wall.microsecond === 0;
  const chosen = cameraIsFiner ? camera : gps ?? camera;
  return chosen && { chosen, gps, camera };
}

/**
 * The GPS time, unless it is more than a day away from what a camera's clock says that seems to have been set: then it was
 * remembered from the last fix, or the receiver's count of weeks ran over, which can be put right.
 */
function trustedGpsTime(
  gps: ZonedTime | undefined,
  camera: ZonedTime | undefined,
  zone: string | undefined,
  now: number,
  warn: Warn,
): ZonedTime | undefined {
  if (!gps || !camera) return gps;
  const ahead = secondsBetween(gps, camera);
  if (Math.abs(ahead) <= DAY || !wasClockSet(camera, now)) return gps;
  const values = { tag: "Exif.GPSInfo.GPSDateStamp", value: isoText(gps), camera: isoText(camera) };
  const rollovers = Math.round(ahead / GPS_ROLLOVER);
  if (rollovers > 0 && Math.abs(ahead - rollovers * GPS_ROLLOVER) <= DAY) {
    warn("metadata.gps_week_rollover", values);
    return addSeconds(gps, rollovers * GPS_ROLLOVER, zone);
  }
  warn("metadata.gps_date_implausible", values);
  return undefined;
}

/**
 * Clocks that lost their battery start again at the first day of some year; before 1990 no camera wrote EXIF, and what is to
 * come was not photographed.
 */
function wasClockSet(camera: ZonedTime, now: number): boolean {
  const { year, month, day } = camera.wall;
  const utc = toUtc(camera);
  const moment = Date.UTC(utc.year, utc.month - 1, utc.day, utc.hour);
  return year >= 1990 && !(month === 1 && day === 1) && moment <= now + 2 * DAY * 1000;
}

/**
 * The times in tags that were read before, for pictures whose stored metadata lack them: time of the satellites and of the camera's clock, as ISO 8601 with offset. A camera's time without zone counts as UTC.
 * @param exif tags by their Exiv2 names
 */
export function timesOfTags(exif: Record<string, unknown>): { gps?: string; camera?: string } {
  const tags = new Map(Object.entries(exif).map(([name, value]) => [name, String(value)]));
  const ignore = () => {};
  const times = readCaptureTime(tags, undefined, ignore);
  return { gps: times?.gps && isoText(times.gps), camera: times?.camera && isoText(times.camera) };
}
