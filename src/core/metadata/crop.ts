/** Which part of a full panorama the picture shows (Google's Photo Sphere XMP, `GPano`). */
import { InvalidValue } from "./metadata_error.ts";
import type { Warn } from "./metadata_warning.ts";
import { parseInteger } from "./numbers.ts";
import type { Tags } from "./read_tags.ts";

/** A picture within its panorama, in pixels; the keys are those stored with pictures. The picture is inside it. */
export interface Crop {
  fullWidth: number;
  fullHeight: number;
  width: number;
  height: number;
  left: number;
  top: number;
}

/** Pixels of a side that no panorama has. */
const MOST_PIXELS = 10_000_000;

/**
 * Reads the crop. A place that lets the picture leave the panorama is moved inside; sizes that cannot be are left out with a
 * warning.
 * @returns null when the picture is whole, or does not say
 * @throws InvalidValue when it is described in part only
 */
export function readCrop(tags: Tags, warn: Warn): Crop | null {
  const read = (name: string) => parseInteger(tags.get(`Xmp.GPano.${name}`));
  const partial = (name: string) =>
    new InvalidValue("metadata.crop_partial", `Xmp.GPano.${name}`, tags.get(`Xmp.GPano.${name}`) ?? null);
  const width = read("CroppedAreaImageWidthPixels"), height = read("CroppedAreaImageHeightPixels");
  const left = read("CroppedAreaLeftPixels"), top = read("CroppedAreaTopPixels");
  const fullWidth = read("FullPanoWidthPixels"), fullHeight = read("FullPanoHeightPixels");

  if ([width, height, left, top].every((value) => value === undefined)) return null;
  if (width === undefined || height === undefined) {
    throw partial(width === undefined ? "CroppedAreaImageWidthPixels" : "CroppedAreaImageHeightPixels");
  }
  if (left === undefined || top === undefined) {
    if (width === fullWidth && height === fullHeight) return null;
    throw partial(left === undefined ? "CroppedAreaLeftPixels" : "CroppedAreaTopPixels");
  }
  const crop = completed({ width, height, left, top }, fullWidth, fullHeight);
  if (!crop) throw partial("FullPanoWidthPixels");
  return inside(crop, warn);
}

/** Fills in the missing side of the panorama, which is twice as wide as it is high; undefined when both are missing. */
function completed(
  crop: Pick<Crop, "width" | "height" | "left" | "top">,
  givenWidth: number | undefined,
  givenHeight: number | undefined,
): Crop | undefined {
  const fullWidth = givenWidth ?? (givenHeight === undefined ? undefined : 2 * givenHeight);
  if (fullWidth === undefined) return undefined;
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

function inside(crop: Crop, warn: Warn): Crop | null {
  const { width, height, fullWidth, fullHeight } = crop;
  const values = {
    tag: "Xmp.GPano.CroppedAreaImageWidthPixels",
    value: `${width} × ${height} + ${crop.left} + ${crop.top}`,
    full: `${fullWidth} × ${fullHeight}`,
  };
  if (fullWidth <= width && fullHeight <= height && width > 0 && height > 0) return null;
  const isPossible = width >= 1 && height >= 1 && width <= fullWidth && height <= fullHeight &&
    fullWidth <= MOST_PIXELS && fullHeight <= MOST_PIXELS;
  if (!isPossible) {
    warn("metadata.crop_impossible", values);
    return null;
  }
  const left = Math.min(Math.max(crop.left, 0), fullWidth - width);
  const top = Math.min(Math.max(crop.top, 0), fullHeight - height);
  if (left !== crop.left || top !== crop.top) warn("metadata.crop_moved", values);
  return { ...crop, left, top };
}
