/** Who made the camera, and what is known of it. */
import { firstText } from "./numbers.ts";
import type { Tags } from "./read_tags.ts";
import type { Warn } from "./metadata_warning.ts";

/** Make and model as the picture gives them. */
export interface CameraName {
  make: string | null;
  /** Without the make in front of it: `Max` for `GoPro Max`. */
  model: string | null;
}

/** Reads make and model. */
export function readCameraName(tags: Tags, warn: Warn): CameraName {
  const make = firstText(tags, "Exif.Image.Make", "MAPDeviceMake") ?? null;
  const model = firstText(tags, "Exif.Image.Model", "MAPDeviceModel") ?? null;
  if (!make && !model) warn("metadata.camera_unknown", { tag: "Exif.Image.Model" });
  return { make, model: make && model ? withoutMake(model, make) : model };
}

function withoutMake(model: string, make: string): string {
  return model.startsWith(make) && model.length > make.length ? model.slice(make.length).trim() : model;
}
