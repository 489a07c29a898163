/** The camera of an item and how it was held (STAC extensions perspective-imagery and view). */
import type { Crop, StoredMetadata } from "../../../core/metadata/mod.ts";

/** `pers:interior_orientation` of the extension perspective-imagery. */
export interface InteriorOrientation {
  camera_manufacturer?: string;
  camera_model?: string;
  /** Millimetres. */
  focal_length?: number;
  /** Degrees of the width. */
  field_of_view?: number;
  /** Width and height in pixels; of the full panorama when the picture is a part of one. */
  sensor_array_dimensions?: [number, number];
  /** Left, top, right and bottom margins in pixels around the part that the picture shows. */
  visible_area?: [number, number, number, number];
}

/** `pers:interior_orientation`; empty when nothing is known. */
export function interiorOrientation(metadata: StoredMetadata): InteriorOrientation {
  const { make, model, focal_length, field_of_view, width, height, crop } = metadata;
  return {
    camera_manufacturer: typeof make === "string" ? make : undefined,
    camera_model: typeof model === "string" ? model : undefined,
    focal_length: isPositive(focal_length) ? focal_length : undefined,
    field_of_view: isPositive(field_of_view) && field_of_view <= 360 ? field_of_view : undefined,
    sensor_array_dimensions: crop ? sizeOf(crop.fullWidth, crop.fullHeight) : sizeOf(width, height),
    visible_area: crop ? visibleArea(crop) : undefined,
  };
}

function sizeOf(width: unknown, height: unknown): [number, number] | undefined {
  return isPixels(width) && isPixels(height) && width > 0 && height > 0 ? [width, height] : undefined;
}

/** Undefined for a crop that is the whole, or that leaves it: older instances stored what files said. */
function visibleArea(crop: Crop): [number, number, number, number] | undefined {
  const { left, top } = crop;
  const right = crop.fullWidth - crop.width - left, bottom = crop.fullHeight - crop.height - top;
  return [left, top, right, bottom].every(isPixels) && (left || top || right || bottom)
    ? [left, top, right, bottom]
    : undefined;
}

/** Cameras write 0 for what they do not know; the extension allows no 0. */
function isPositive(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}

function isPixels(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

/** Pitch from -90 to 90 degrees, roll from -180 to 180, yaw from 0 to 360; left out where there is no such angle. */
export function cameraAngles({ pitch, roll, yaw }: StoredMetadata) {
  return {
    "pers:pitch": isAngle(pitch) && Math.abs(pitch) <= 90 ? pitch : undefined,
    "pers:roll": isAngle(roll) ? turned(roll, -180) : undefined,
    "pers:yaw": isAngle(yaw) ? turned(yaw, 0) : undefined,
  };
}

/** `view:azimuth`: degrees from 0 to 360. */
export function azimuth(heading: number | null): number | undefined {
  return heading === null ? undefined : turned(heading, 0);
}

function isAngle(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** The same angle in the full turn that begins at `least`; what is in it already, both ends included, stays. */
function turned(degrees: number, least: number): number {
  if (degrees >= least && degrees <= least + 360) return degrees;
  return ((degrees - least) % 360 + 360) % 360 + least;
}
