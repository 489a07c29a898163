/** Decoded pictures. */
import type { Rectangle, Size } from "../imaging/codec/mod.ts";

/** RGB, 3 bytes a pixel, row by row. */
export interface Pixels extends Size {
  data: Uint8Array;
}

/** A part of the pixels, scaled down by averaging. */
export function scaledPart(source: Pixels, part: Rectangle, { width, height }: Size): Pixels {
  const data = new Uint8Array(width * height * 3);
  const columns = edges(part.left, part.width, width), rows = edges(part.top, part.height, height);
  for (let y = 0; y < height; y++) {
    const top = rows[y] ?? 0, bottom = Math.max(top + 1, rows[y + 1] ?? 0);
    for (let x = 0; x < width; x++) {
      const left = columns[x] ?? 0, right = Math.max(left + 1, columns[x + 1] ?? 0);
      let red = 0, green = 0, blue = 0;
      for (let row = top; row < bottom; row++) {
        let at = (row * source.width + left) * 3;
        for (let column = left; column < right; column++, at += 3) {
          red += source.data[at] ?? 0;
          green += source.data[at + 1] ?? 0;
          blue += source.data[at + 2] ?? 0;
        }
      }
      const count = (right - left) * (bottom - top), to = (y * width + x) * 3;
      data[to] = red / count;
      data[to + 1] = green / count;
      data[to + 2] = blue / count;
    }
  }
  return { data, width, height };
}

function edges(start: number, length: number, count: number): Int32Array {
  return Int32Array.from({ length: count + 1 }, (_, index) => start + Math.floor(index * length / count));
}

/** How the channels of a picture become numbers: `value * factor + offset`. */
export interface Normalisation {
  factors: [number, number, number];
  offsets: [number, number, number];
  /** Blue first. */
  isBgr?: boolean;
}

/**
 * A part of the pixels as the input of a model: plane by plane. What lies below the picture is 0; right of it too, or, in a 360°
 * picture, what is at its left edge.
 * @param memory to use again: as large as the largest part. New memory for each part would stay for a while.
 */
export function planesOf(
  source: Pixels,
  { left, top, width, height }: Rectangle,
  { factors, offsets, isBgr = false }: Normalisation,
  wraps = false,
  memory?: Float32Array,
): Float32Array {
  const size = width * height, rows = Math.min(height, source.height - top);
  const planes = memory ? memory.subarray(0, 3 * size).fill(0) : new Float32Array(3 * size);
  for (let channel = 0; channel < 3; channel++) {
    const factor = factors[channel] ?? 1, offset = offsets[channel] ?? 0, from = isBgr ? 2 - channel : channel;
    for (let y = 0; y < rows; y++) {
      const row = (top + y) * source.width * 3 + from;
      let to = channel * size + y * width;
      const inside = Math.min(width, source.width - left), all = wraps ? width : inside;
      for (let x = 0; x < inside; x++) planes[to++] = (source.data[row + (left + x) * 3] ?? 0) * factor + offset;
      for (let x = inside; x < all; x++) {
        planes[to++] = (source.data[row + (left + x - source.width) * 3] ?? 0) * factor + offset;
      }
    }
  }
  return planes;
}

/** Frees the memory now: the garbage collector does not hurry for buffers, which are small objects to it. */
export function freePixels({ data }: Pixels): void {
  // Those of a pool belong to others too.
  if (data.buffer instanceof ArrayBuffer && data.buffer.byteLength === data.byteLength) data.buffer.transfer(0);
}
