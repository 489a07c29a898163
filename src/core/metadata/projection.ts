/** Whether a picture is flat or a panorama. */
import type { Camera } from "./camera_database.ts";
import type { Crop } from "./crop.ts";
import { firstText } from "./numbers.ts";
import type { Tags } from "./read_tags.ts";

/** Pixels. */
interface Size {
  width: number;
  height: number;
}

/** Values of EXIF's Orientation for pictures that are stored lying on their side (EXIF 3.0, 4.6.4). */
const LYING = new Set(["5", "6", "7", "8"]);

/** The size of a picture as people see it: its EXIF orientation applied. @param size as stored in the file */
export function uprightSize(tags: Tags, { width, height }: Size): Size {
  return LYING.has(tags.get("Exif.Image.Orientation") ?? "") ? { width: height, height: width } : { width, height };
}

/**
 * The type of a picture: `flat`, `equirectangular`, or any other value of `GPano:ProjectionType`.
 * @param size of the picture as people see it
 */
export function readProjection(tags: Tags, size: Size, crop: Crop | null, camera: Camera | undefined): string {
  const declared = firstText(tags, "Xmp.GPano.ProjectionType");
  // Phones declare their sweep panoramas cylindrical, but place them on a full equirectangular one.
  if (declared) return declared === "cylindrical" && crop ? "equirectangular" : declared;
  const mayBeSpherical = camera === undefined || camera.is360;
  return mayBeSpherical && size.width === 2 * size.height ? "equirectangular" : "flat";
}
