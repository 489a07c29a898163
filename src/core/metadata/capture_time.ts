/** When the picture was taken: chosen between what the satellites and what the camera's clock say. */
import { readCameraTime } from "./camera_time.ts";
import { readGpsTime } from "./gps_time.ts";
import type { Position } from "./position.ts";
import type { Tags } from "./read_tags.ts";
import type { Warn } from "./metadata_warning.ts";
import { zoneAt, type ZonedTime } from "./zoned_time.ts";

/** The time of capture and the readings it was chosen from. */
export interface CaptureTime {
  chosen: ZonedTime;
  gps?: ZonedTime;
  camera?: ZonedTime;
}

/** Reads the time of capture. GPS time is trusted more, unless only the camera tells parts of seconds. */
export function readCaptureTime(tags: Tags, position: Position | undefined, warn: Warn): CaptureTime | undefined {
  const zone = position && zoneAt(position);
  const gps = readGpsTime(tags, zone, warn);
  const camera = readCameraTime(tags, position, zone, warn);
  const cameraIsFiner = camera && camera.wall.microsecond > 0 && gps?.wall.microsecond === 0;
  const chosen = cameraIsFiner ? camera : gps ?? camera;
  return chosen && { chosen, gps, camera };
}
