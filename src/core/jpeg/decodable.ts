/** Whether browsers and the codecs can show a JPEG: most of what the standard (ITU-T T.81) has was never implemented. */
import type { JpegHeader } from "./header.ts";

/** Why a JPEG cannot be shown: bits a sample, number of colour components, or a way of coding. */
export type Undecodable = "precision" | "components" | "arithmetic" | "lossless" | "hierarchical";

/** Bits a sample; 12 are allowed by the standard, and used by medical devices. */
const PRECISION = 8;
/** Grey, colour (YCbCr or RGB), CMYK. */
const COMPONENTS = new Set([1, 3, 4]);

/** What keeps a JPEG from being shown; undefined when nothing does. */
export function undecodable({ precision, components, coding, isArithmetic }: JpegHeader): Undecodable | undefined {
  if (coding === "lossless" || coding === "hierarchical") return coding;
  if (isArithmetic) return "arithmetic";
  if (precision !== PRECISION) return "precision";
  if (!COMPONENTS.has(components)) return "components";
  return undefined;
}

/**
 * A progressive picture is decoded as a whole, in 6 bytes a pixel and more: one of 134 megapixels, a file of 2.4 MB, took 870 MB
 * and 11 s, where a sequential one is decoded row by row, and took 100 MB and 1 s.
 */
const PROGRESSIVE_SHARE = 0.4;

/**
 * The most pixels of a picture that is coded like this one.
 * @param maxPixels of a sequential one
 */
export function mostPixelsOf({ coding }: Pick<JpegHeader, "coding">, maxPixels: number): number {
  return coding === "progressive" ? Math.floor(maxPixels * PROGRESSIVE_SHARE) : maxPixels;
}
