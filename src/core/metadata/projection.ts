/** Whether a picture is flat or a panorama. */
import type { Camera } from "./camera_database.ts";
import type { Crop } from "./crop.ts";
import { firstText } from "./numbers.ts";
import type { Tags } from "./read_tags.ts";

/** The type of a picture: `flat`, `equirectangular`, or whatever else `GPano:ProjectionType` says. */
export function readProjection(
  tags: Tags,
  size: { width: number; height: number },
  crop: Crop | null,
  camera: Camera | undefined,
): string {
  const declared = firstText(tags, "Xmp.GPano.ProjectionType");
  // Phones declare their sweep panoramas cylindrical, but place them on a full equirectangular one.
  if (declared) return declared === "cylindrical" && crop ? "equirectangular" : declared;
  const mayBeSpherical = camera === undefined || camera.is360;
  return mayBeSpherical && size.width === 2 * size.height ? "equirectangular" : "flat";
}
