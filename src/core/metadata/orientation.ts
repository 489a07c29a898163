/** Which way the camera looked. */
import { firstNumber, roundHalfEven } from "./numbers.ts";
import type { Tags } from "./read_tags.ts";
import type { Warn } from "./metadata_warning.ts";

/** Angles of the camera, in degrees. */
export interface Orientation {
  /** Clockwise from north, whole. */
  heading: number | null;
  yaw: number | null;
  pitch: number | null;
  roll: number | null;
}

/** Reads heading, yaw, pitch and roll. Yaw says where a panorama's middle looks and does not change the heading. */
export function readOrientation(tags: Tags, warn: Warn): Orientation {
  const heading = firstNumber(
    tags,
    "Exif.GPSInfo.GPSImgDirection",
    "MAPCompassHeading.TrueHeading",
    "Exif.GPSInfo.GPSTrack",
  );
  if (heading === undefined) warn("headingMissing", { tag: "Exif.GPSInfo.GPSImgDirection" });
  return {
    heading: heading === undefined ? null : roundHalfEven(heading),
    yaw: firstNumber(tags, "Xmp.Camera.Yaw", "Xmp.GPano.PoseHeadingDegrees") ?? null,
    pitch: firstNumber(tags, "Xmp.Camera.Pitch", "Xmp.GPano.PosePitchDegrees") ?? null,
    roll: firstNumber(tags, "Xmp.Camera.Roll", "Xmp.GPano.PoseRollDegrees") ?? null,
  };
}
