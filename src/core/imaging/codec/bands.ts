/** Decides how much of a picture is held in memory at a time when unscaled parts of it are needed. */
import type { Output, Rectangle, Size } from "./codec.ts";

/**
 * Maximum number of decoded pixels in memory, 3 bytes each. Pictures of 360° cameras up to 8192 × 4096 fit as a whole;
 * larger ones are decoded once per band, so that the memory of a picture has a bound.
 */
export const MOST_PIXELS_IN_MEMORY = 8192 * 4096;

/** Rows of a picture, over its whole width, and the outputs that lie inside. */
export interface Band extends Rectangle {
  outputs: Output[];
}

/** The outputs of a picture, by the way they are made. */
export interface Strategy {
  /** Made from the file itself: decoders of JPEG can scale down while decoding, which saves most of the work. */
  fromFile: Output[];
  /** Made from decoded pixels; each band is decoded once. */
  fromPixels: Band[];
}

/**
 * Chooses how outputs are made with the least work.
 * @param size of the picture, orientation applied
 */
export function chooseStrategy(size: Size, outputs: Output[], mostPixels = MOST_PIXELS_IN_MEMORY): Strategy {
  const unscaled = outputs.filter((output) => !output.scaledTo);
  if (unscaled.length === 0) return { fromFile: outputs, fromPixels: [] };
  if (size.width * size.height <= mostPixels) {
    return { fromFile: [], fromPixels: [{ left: 0, top: 0, ...size, outputs }] };
  }
  return {
    fromFile: outputs.filter((output) => output.scaledTo),
    fromPixels: cutIntoBands(size, unscaled, mostPixels),
  };
}

function cutIntoBands(size: Size, outputs: Output[], mostPixels: number): Band[] {
  const bands: Band[] = [];
  for (const output of outputs.toSorted((a, b) => topOf(a) - topOf(b))) {
    const top = topOf(output);
    const bottom = top + (output.cut?.height ?? size.height);
    const band = bands.at(-1);
    const height = band ? Math.max(bottom, band.top + band.height) - band.top : 0;
    if (band && height * size.width <= mostPixels) {
      band.height = height;
      band.outputs.push(output);
    } else {
      bands.push({ left: 0, top, width: size.width, height: bottom - top, outputs: [output] });
    }
  }
  return bands;
}

function topOf(output: Output): number {
  return output.cut?.top ?? 0;
}

/** The part of a band that an output keeps, counted from the upper left corner of the band; undefined for all of it. */
export function cutInside(band: Band, output: Output): Rectangle | undefined {
  if (output.scaledTo || !output.cut) return output.cut;
  return { ...output.cut, left: output.cut.left - band.left, top: output.cut.top - band.top };
}
