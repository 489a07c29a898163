/** Draws the zones of a block as pixels. */
import { BLOCK_HEIGHT, BLOCK_WIDTH, SOUTH, WEST } from "../../src/core/metadata/time_zones/format.ts";

/** A zone's part of a block. */
export interface ZonePolygons {
  zone: number;
  /** Longitudes and latitudes in turn; what an odd number of rings surrounds is inside. */
  rings: Float64Array[];
}

/**
 * @param side of a block, in pixels
 * @param sea the number where there is no zone
 * @returns the zone at the middle of each pixel, row by row from the south; of several the first
 */
export function fillPolygons(
  zones: ZonePolygons[],
  side: number,
  { column, row }: { column: number; row: number },
  sea: number,
): Uint16Array {
  const pixels = new Uint16Array(side * side).fill(sea);
  const west = WEST + column * BLOCK_WIDTH, south = SOUTH + row * BLOCK_HEIGHT;
  const pixelWidth = BLOCK_WIDTH / side, pixelHeight = BLOCK_HEIGHT / side;
  for (const { zone, rings } of zones) {
    const crossings = Array.from({ length: side }, (): number[] => []);
    const column = (ring: Float64Array, at: number) => ((ring[at] ?? NaN) - west) / pixelWidth - 0.5;
    const row = (ring: Float64Array, at: number) => ((ring[at + 1] ?? NaN) - south) / pixelHeight - 0.5;
    for (const ring of rings) {
      for (let at = 0; at < ring.length; at += 2) {
        const next = (at + 2) % ring.length;
        addCrossings(column(ring, at), row(ring, at), column(ring, next), row(ring, next), crossings);
      }
    }
    crossings.forEach((row, y) => {
      row.sort((a, b) => a - b);
      for (let at = 0; at + 1 < row.length; at += 2) {
        const [entry = NaN, exit = NaN] = row.slice(at, at + 2);
        const from = Math.max(Math.ceil(entry), 0), to = Math.min(Math.ceil(exit), side);
        for (let x = from; x < to; x++) if (pixels[y * side + x] === sea) pixels[y * side + x] = zone;
      }
    });
  }
  return pixels;
}

/** Where a line crosses the middles of rows, in pixels. */
function addCrossings(x1: number, y1: number, x2: number, y2: number, crossings: number[][]): void {
  if (y1 === y2) return;
  const from = Math.max(Math.ceil(Math.min(y1, y2)), 0), to = Math.min(Math.ceil(Math.max(y1, y2)), crossings.length);
  for (let y = from; y < to; y++) crossings[y]?.push(x1 + (y - y1) * (x2 - x1) / (y2 - y1));
}
