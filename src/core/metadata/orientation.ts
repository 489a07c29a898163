/** Which way the camera looked: a picture's heading, yaw, pitch and roll. */
import type { Warn } from "./metadata_warning.ts";
import { roundHalfEven } from "./numbers.ts";
import { QUANTITIES, readQuantity } from "./quantities.ts";
import type { Tags } from "./read_tags.ts";

/** Angles of the camera, in degrees; null where the picture says none. */
export interface Orientation {
  /** Clockwise from true north, whole, 0 to 359. */
  heading: number | null;
  /** Of the middle of a panorama, as the file has it. */
  yaw: number | null;
  pitch: number | null;
  roll: number | null;
}

/** Reads heading, yaw, pitch and roll. Yaw says where a panorama's middle looks and does not change the heading. */
export function readOrientation(tags: Tags, warn: Warn): Orientation {
  return {
    heading: readHeading(tags, warn),
    yaw: readQuantity(tags, QUANTITIES.yaw, warn) ?? null,
    pitch: readQuantity(tags, QUANTITIES.pitch, warn) ?? null,
    roll: readQuantity(tags, QUANTITIES.roll, warn) ?? null,
  };
}

/** The heading in whole degrees from 0 to 359: 400 is 40, -10 is 350, 359.7 is 0. */
function readHeading(tags: Tags, warn: Warn): number | null {
  const degrees = readQuantity(tags, QUANTITIES.heading, warn);
  if (degrees === undefined) {
    warn("metadata.heading_missing", { tag: QUANTITIES.heading.tags[0] });
    return null;
  }
  return (roundHalfEven(degrees) % 360 + 360) % 360;
}
