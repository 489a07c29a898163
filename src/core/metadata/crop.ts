/** Which part of a full panorama the picture shows (Google's Photo Sphere XMP, `GPano`). */
import { InvalidValue } from "./metadata_error.ts";
import { parseInteger } from "./numbers.ts";
import type { Tags } from "./read_tags.ts";

/** A picture within its panorama, in pixels; the keys are those stored with pictures. */
export interface Crop {
  fullWidth: number;
  fullHeight: number;
  width: number;
  height: number;
  left: number;
  top: number;
}

/**
 * Reads the crop.
 * @returns null when the picture is whole, or does not say
 * @throws InvalidValue when it is described in part only
 */
export function readCrop(tags: Tags): Crop | null {
  const read = (name: string) => parseInteger(tags.get(`Xmp.GPano.${name}`));
  const width = read("CroppedAreaImageWidthPixels"), height = read("CroppedAreaImageHeightPixels");
  const left = read("CroppedAreaLeftPixels"), top = read("CroppedAreaTopPixels");
  const fullWidth = read("FullPanoWidthPixels"), fullHeight = read("FullPanoHeightPixels");

  if ([width, height, left, top].every((value) => value === undefined)) return null;
  if (width === undefined || height === undefined) throw new InvalidValue("cropPartial");
  if (left === undefined || top === undefined) {
    if (width === fullWidth && height === fullHeight) return null;
    throw new InvalidValue("cropPartial");
  }
  if (fullWidth === undefined && fullHeight === undefined) throw new InvalidValue("cropPartial");
  const crop = completed({ width, height, left, top }, fullWidth, fullHeight);
  return crop.fullWidth > width || crop.fullHeight > height ? crop : null;
}

/** Fills in the missing side of the panorama, which is twice as wide as it is high. */
function completed(
  crop: Pick<Crop, "width" | "height" | "left" | "top">,
  givenWidth: number | undefined,
  givenHeight: number | undefined,
): Crop {
  const fullWidth = givenWidth ?? 2 * givenHeight!;
  const fullHeight = givenHeight ?? Math.floor(fullWidth / 2);
  const centred = (full: number, part: number, start: number) =>
    full > part && start === 0 ? Math.floor((full - part) / 2) : start;
  return {
    fullWidth,
    fullHeight,
    width: crop.width,
    height: crop.height,
    left: givenWidth === undefined ? centred(fullWidth, crop.width, crop.left) : crop.left,
    top: givenHeight === undefined ? centred(fullHeight, crop.height, crop.top) : crop.top,
  };
}
