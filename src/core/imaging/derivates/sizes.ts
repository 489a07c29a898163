/** Which files are made out of a picture, and how large they are. Pure rules. */
import { SD, THUMB, tileName } from "../../storage/mod.ts";
import type { Output, Size } from "../codec/mod.ts";
import type { TileGrid } from "../../metadata/mod.ts";

/** The kinds of files made out of a picture. */
export type DerivateKind = "thumb" | "sd" | "tiles";

const SMALL_QUALITY = 75;
const TILE_QUALITY = 95;
const SD_WIDTH = 2048;
const THUMB_WIDTH = 500;
/** Pixels of width or height, for which WebP has 14 bits (RFC 9649, 2.5). */
const WEBP_LONGEST = 16_383;
/** The middle of a panorama, where the camera looked, out of the panorama scaled to this size. */
const PANORAMA_THUMB = {
  scaledTo: { width: 2000, height: 1000 },
  cut: { left: 750, top: 350, width: 500, height: 300 },
};

/** The thumbnail: 500 × 300 pixels from the middle of a 360° picture, otherwise 500 pixels of width. */
export function thumbOutput(size: Size, isEquirectangular: boolean): Output {
  const shape = isEquirectangular ? PANORAMA_THUMB : { scaledTo: scaledToWidth(size, THUMB_WIDTH) };
  return { name: THUMB, quality: SMALL_QUALITY, ...shape };
}

/** The version of 2048 pixels of width, which keeps the EXIF block. */
export function sdOutput(size: Size): Output {
  return { name: SD, quality: SMALL_QUALITY, scaledTo: scaledToWidth(size, SD_WIDTH), keepsExif: true };
}

/** All tiles, row by row from the upper left one. What remains at the right and at the bottom belongs to none. */
export function tileOutputs({ columns, rows, tileWidth: width, tileHeight: height }: TileGrid): Output[] {
  return Array.from({ length: columns * rows }, (_, index) => {
    const column = index % columns, row = Math.floor(index / columns);
    return {
      name: tileName(column, row),
      quality: TILE_QUALITY,
      cut: { left: column * width, top: row * height, width, height },
    };
  });
}

/** The same pixels as WebP; fewer, in the same shape, where there are more than the format can hold. */
export function webpOutput(name: string, size: Size): Output {
  const output: Output = { name, format: "webp", quality: SMALL_QUALITY };
  const longest = Math.max(size.width, size.height);
  if (longest <= WEBP_LONGEST) return output;
  const scaled = (length: number) => Math.max(1, Math.floor(length * WEBP_LONGEST / longest));
  return { ...output, scaledTo: { width: scaled(size.width), height: scaled(size.height) } };
}

function scaledToWidth(size: Size, width: number): Size {
  return { width, height: Math.max(1, Math.floor(size.height * width / size.width)) };
}
