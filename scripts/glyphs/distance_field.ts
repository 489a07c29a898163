/** Turns outlines of glyphs into the signed distance fields that MapLibre draws, as Mapbox' sdf-glyph-foundry does. */

/** A command of a path in opentype.js; y points down, the baseline is at 0. */
export type PathCommand =
  | { type: "M"; x: number; y: number }
  | { type: "L"; x: number; y: number }
  | { type: "Q"; x1: number; y1: number; x: number; y: number }
  | { type: "C"; x1: number; y1: number; x2: number; y2: number; x: number; y: number }
  | { type: "Z" };

/** A picture of distances, and where it lies. Without the margin, as in MapLibre's `metrics`. */
export interface DistanceField {
  /** One byte a pixel: 192 on the outline, more inside, less outside; with a margin of `MARGIN` on each side. */
  bitmap: Uint8Array;
  width: number;
  height: number;
  /** From the origin to the left edge. */
  left: number;
  /** From the baseline up to the upper edge. */
  top: number;
}

type Segment = [x1: number, y1: number, x2: number, y2: number];

/** Pixels around a glyph, as MapLibre expects them. */
export const MARGIN = 3;
/** Pixels in which a byte goes from 0 to 255, and the share of them that lies outside. */
const RADIUS = 8, CUTOFF = 0.25;
/** Straight pieces of a curve; at 24 pixels nobody sees more. */
const PIECES = 8;

/** The field of an outline; undefined for what has none, such as a space. */
export function distanceField(commands: readonly PathCommand[]): DistanceField | undefined {
  const segments = flatten(commands);
  if (segments.length === 0) return undefined;
  const xs = segments.flatMap(([x1, , x2]) => [x1, x2]), ys = segments.flatMap(([, y1, , y2]) => [y1, y2]);
  const left = Math.floor(Math.min(...xs)), right = Math.ceil(Math.max(...xs));
  const upper = Math.floor(Math.min(...ys)), lower = Math.ceil(Math.max(...ys));
  const width = right - left, height = lower - upper;
  const wide = width + 2 * MARGIN, high = height + 2 * MARGIN;
  const bitmap = new Uint8Array(wide * high);
  for (let row = 0; row < high; row++) {
    for (let column = 0; column < wide; column++) {
      const distance = signedDistance(segments, left - MARGIN + column + 0.5, upper - MARGIN + row + 0.5);
      bitmap[row * wide + column] = Math.max(0, Math.min(255, Math.round(255 * (1 - CUTOFF - distance / RADIUS))));
    }
  }
  return { bitmap, width, height, left, top: -upper };
}

/** Pixels to the nearest point of the outline; negative inside (nonzero winding rule, as in TrueType). */
function signedDistance(segments: readonly Segment[], x: number, y: number): number {
  let nearest = Infinity, winding = 0;
  for (const [x1, y1, x2, y2] of segments) {
    const dx = x2 - x1, dy = y2 - y1;
    const along = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
    nearest = Math.min(nearest, (x1 + along * dx - x) ** 2 + (y1 + along * dy - y) ** 2);
    if ((y1 <= y) !== (y2 <= y) && x < x1 + ((y - y1) / dy) * dx) winding += dy > 0 ? 1 : -1;
  }
  return (winding === 0 ? 1 : -1) * Math.sqrt(nearest);
}

function flatten(commands: readonly PathCommand[]): Segment[] {
  const segments: Segment[] = [];
  let x = 0, y = 0, startX = 0, startY = 0;
  const lineTo = (toX: number, toY: number) => {
    if (toX !== x || toY !== y) segments.push([x, y, toX, toY]);
    [x, y] = [toX, toY];
  };
  for (const command of commands) {
    if (command.type === "Z") lineTo(startX, startY);
    else if (command.type === "M") [x, y, startX, startY] = [command.x, command.y, command.x, command.y];
    else if (command.type === "L") lineTo(command.x, command.y);
    else {
      const [fromX, fromY] = [x, y];
      for (let piece = 1; piece <= PIECES; piece++) {
        const t = piece / PIECES, s = 1 - t;
        if (command.type === "Q") {
          lineTo(
            s * s * fromX + 2 * s * t * command.x1 + t * t * command.x,
            s * s * fromY + 2 * s * t * command.y1 + t * t * command.y,
          );
        } else {
          lineTo(
            s ** 3 * fromX + 3 * s * s * t * command.x1 + 3 * s * t * t * command.x2 + t ** 3 * command.x,
            s ** 3 * fromY + 3 * s * s * t * command.y1 + 3 * s * t * t * command.y2 + t ** 3 * command.y,
          );
        }
      }
    }
  }
  return segments;
}
