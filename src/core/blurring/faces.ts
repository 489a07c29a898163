/** Finds faces with CenterFace (https://arxiv.org/abs/1911.03599). */
import type { Rectangle } from "../imaging/codec/mod.ts";
import { type Found, withoutRepeats } from "./parts.ts";
import { type Pixels, planesOf } from "./pixels.ts";
import type { Model } from "./runtime.ts";

/** Pixels of a tile, and of what it shares with the next one; a face larger than that is found in a smaller picture. */
const TILE = { width: 1024, height: 768 }, SHARED = 64;
/** Sides of what goes into the model are multiples of this. */
const STEP = 32;
/** A cell of the output is so many pixels of the input. */
const CELL = 4;
const SAME_FACE = 0.3;
const AS_THEY_ARE = { factors: [1, 1, 1], offsets: [0, 0, 0] } satisfies Parameters<typeof planesOf>[2];

/**
 * Finds faces of 10 to about 300 pixels.
 * @param wraps whether the right edge continues at the left one; boxes may reach beyond it
 */
export async function findFaces(
  model: Model,
  pixels: Pixels,
  leastConfidence: number,
  wraps = false,
): Promise<Found[]> {
  const found: Found[] = [], memory = new Float32Array(3 * TILE.width * TILE.height);
  for (const top of starts(pixels.height, TILE.height)) {
    for (const left of starts(pixels.width, TILE.width)) {
      const width = roundUp(Math.min(TILE.width, pixels.width - left + (wraps ? SHARED : 0)));
      const seen = withDetail(pixels, { left, top, width, height: Math.min(TILE.height, pixels.height - top) });
      if (!seen) continue;
      const input = planesOf(pixels, { left, width, ...seen }, AS_THEY_ARE, wraps, memory), { height } = seen;
      const outputs = await model.run(input, [1, 3, height, width]);
      const heat = outputs["537"]?.data, sizes = outputs["538"]?.data, offsets = outputs["539"]?.data;
      if (!heat || !sizes || !offsets) throw new Error("The model of faces has other outputs than expected");
      const columns = width / CELL, cells = heat.length;
      for (let cell = 0; cell < cells; cell++) {
        const confidence = heat[cell] ?? 0;
        if (confidence <= leastConfidence) continue;
        const down = Math.exp(sizes[cell] ?? 0) * CELL / 2, across = Math.exp(sizes[cells + cell] ?? 0) * CELL / 2;
        const y = seen.top + (Math.floor(cell / columns) + (offsets[cell] ?? 0) + 0.5) * CELL;
        const x = left + (cell % columns + (offsets[cells + cell] ?? 0) + 0.5) * CELL;
        found.push({ left: x - across, top: y - down, right: x + across, bottom: y + down, confidence });
      }
    }
  }
  return withoutRepeats(found, SAME_FACE);
}

/** Squares of this many pixels in which the brightest and the darkest one differ less show nothing: the sky, for the most part. */
const SQUARE = 32, LEAST_CONTRAST = 10;

/** The rows of a tile without those at its upper and lower end that show nothing, except one more; undefined when none is left. */
function withDetail(pixels: Pixels, tile: Rectangle): Pick<Rectangle, "top" | "height"> | undefined {
  const strips = Math.ceil(tile.height / SQUARE);
  const shows = (strip: number) => hasDetail(pixels, { ...tile, top: tile.top + strip * SQUARE, height: SQUARE });
  let first = 0, last = strips - 1;
  while (first < strips && !shows(first)) first++;
  if (first === strips) return undefined;
  while (!shows(last)) last--;
  const start = Math.max(0, first - 1), end = Math.min(strips, last + 2);
  return { top: tile.top + start * SQUARE, height: (end - start) * SQUARE };
}

function hasDetail({ data, width, height }: Pixels, strip: Rectangle): boolean {
  const bottom = Math.min(height, strip.top + strip.height), right = Math.min(width, strip.left + strip.width);
  for (let left = strip.left; left < right; left += SQUARE) {
    let darkest = 255, brightest = 0;
    for (let y = strip.top; y < bottom; y += 2) {
      const end = (y * width + Math.min(right, left + SQUARE)) * 3;
      // Green, of every second pixel.
      for (let at = (y * width + left) * 3 + 1; at < end; at += 6) {
        const value = data[at] ?? 0;
        if (value < darkest) darkest = value;
        if (value > brightest) brightest = value;
      }
    }
    if (brightest - darkest >= LEAST_CONTRAST) return true;
  }
  // Beyond the right edge of a 360° picture is its left one.
  return strip.left + strip.width > width && strip.left > 0 &&
    hasDetail({ data, width, height }, { ...strip, left: 0, width: strip.left + strip.width - width });
}

/** Tiles of equal steps, the last one ends at the edge or a little beyond. */
function starts(length: number, tile: number): number[] {
  const count = Math.max(1, Math.ceil((length - SHARED) / (tile - SHARED)));
  return Array.from({ length: count }, (_, index) => index * (tile - SHARED));
}

function roundUp(pixels: number): number {
  return Math.ceil(pixels / STEP) * STEP;
}
