/** How wide the camera sees. */
import type { Camera } from "./camera_database.ts";
import type { Warn } from "./metadata_warning.ts";
import { roundHalfEven } from "./numbers.ts";
import { QUANTITIES, readQuantity } from "./quantities.ts";
import type { Tags } from "./read_tags.ts";

/** Width of a frame of 35 mm film, in millimetres. */
const FILM_WIDTH = 36;

/** Reads the focal length in millimetres. */
export function readFocalLength(tags: Tags, camera: Camera | undefined, warn: Warn): number | null {
  return readQuantity(tags, QUANTITIES.focalLength, warn) ?? camera?.focalLength ?? null;
}

/** Reads the horizontal field of view in whole degrees, 1 to 360; null when it cannot be known. */
export function readFieldOfView(
  tags: Tags,
  projection: string,
  focalLength: number | null,
  camera: Camera | undefined,
  warn: Warn,
): number | null {
  if (projection === "equirectangular") return 360;
  if (focalLength && camera?.sensorWidth) return angle(camera.sensorWidth, focalLength);
  const onFilm = readQuantity(tags, QUANTITIES.focalLengthOnFilm, warn);
  if (focalLength && onFilm) return angle(FILM_WIDTH, onFilm);
  return camera?.fieldOfView ? roundHalfEven(camera.fieldOfView) : null;
}

function angle(sensorWidth: number, focalLength: number): number {
  return Math.max(roundHalfEven(2 * Math.atan2(sensorWidth, 2 * focalLength) * 180 / Math.PI), 1);
}
