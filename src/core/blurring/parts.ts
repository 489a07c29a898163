/** Parts of a picture that are blurred, and how boxes that were found become them. */
import type { Box } from "../jpeg/mod.ts";
import type { Size } from "../imaging/codec/mod.ts";

/** What a part shows; `drawn` by a person. */
export type PartKind = "face" | "plate" | "drawn";

/** A part of a picture, in pixels of the upright picture. */
export interface Part extends Box {
  kind: PartKind;
  /** 0 to 1, as the model says. */
  confidence: number;
}

/** What a detector found: edges in pixels, from the upper left corner. */
export interface Found {
  left: number;
  top: number;
  right: number;
  bottom: number;
  confidence: number;
}

/**
 * Takes out what says the same as a more certain box. A box that reaches well beyond it stays: the smaller one may be the part
 * of a face that one tile shows.
 * @param overlap shared share of the area of both, from which two boxes are the same
 */
export function withoutRepeats(found: Found[], overlap: number): Found[] {
  const kept: Found[] = [];
  for (const box of found.toSorted((a, b) => b.confidence - a.confidence)) {
    const isRepeated = kept.some((other) => {
      const shared = sharedArea(box, other);
      return shared > overlap * (areaOf(box) + areaOf(other) - shared) || shared > 0.75 * areaOf(box);
    });
    if (!isRepeated) kept.push(box);
  }
  return kept;
}

/** Square pixels of a part; 0 for one that is turned inside out. */
export function areaOf({ left, top, right, bottom }: Found): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}

function sharedArea(a: Found, b: Found): number {
  return Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
    Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
}

/** The same box in a picture of another size, moved after that. */
export function scaledBox(box: Found, factor: number, { left = 0, top = 0 } = {}): Found {
  return {
    left: box.left * factor + left,
    top: box.top * factor + top,
    right: box.right * factor + left,
    bottom: box.bottom * factor + top,
    confidence: box.confidence,
  };
}

/** Adds a share of its size on each side. */
export function grown(box: Found, share: number): Found {
  const across = (box.right - box.left) * share, down = (box.bottom - box.top) * share;
  return { ...box, left: box.left - across, top: box.top - down, right: box.right + across, bottom: box.bottom + down };
}

/**
 * Where a box of the upright picture is in the picture as stored.
 * @param size as stored
 * @param orientation of EXIF, 1 to 8
 */
export function asStored(box: Box, size: Size, orientation: number): Box {
  const move = moveOf(size, orientation);
  const [x1, y1] = move([box.x, box.y]), [x2, y2] = move([box.x + box.width, box.y + box.height]);
  const moved = { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
  return box.polygon ? { ...moved, polygon: box.polygon.map(move) } : moved;
}

type Point = readonly [x: number, y: number];

function moveOf({ width, height }: Size, orientation: number): (point: Point) => Point {
  switch (orientation) {
    case 2:
      return ([x, y]) => [width - x, y];
    case 3:
      return ([x, y]) => [width - x, height - y];
    case 4:
      return ([x, y]) => [x, height - y];
    case 5:
      return ([x, y]) => [y, x];
    case 6:
      return ([x, y]) => [y, height - x];
    case 7:
      return ([x, y]) => [width - y, height - x];
    case 8:
      return ([x, y]) => [width - y, x];
    default:
      return (point) => point;
  }
}

/** Both pieces of a box that goes over the right edge of a 360° picture; one piece for all others. */
export function acrossSeam(box: Found, width: number): Found[] {
  if (box.right > width) return [box, { ...box, left: box.left - width, right: box.right - width }];
  if (box.left < 0) return [box, { ...box, left: box.left + width, right: box.right + width }];
  return [box];
}
