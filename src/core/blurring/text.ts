/** Finds text with the detector of PP-OCRv4: a map that says of each pixel how likely it is part of a text. */
import type { Rectangle } from "../imaging/codec/mod.ts";
import type { Found } from "./parts.ts";
import { type Pixels, planesOf } from "./pixels.ts";
import type { Model } from "./runtime.ts";

const STEP = 32;
/** A pixel is text from here on, and an area of such pixels on average. */
const TEXT_PIXEL = 0.2, TEXT_AREA = 0.3;
const LEAST_WIDTH = 3, LEAST_HEIGHT = 2;
/** The map shows the middle of a text; the box is larger by so much of area ÷ outline. */
const UNCLIP = 1.6;
/** Means and deviations of ImageNet, blue first. */
const IMAGENET = {
  factors: [1 / 255 / 0.229, 1 / 255 / 0.224, 1 / 255 / 0.225],
  offsets: [-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225],
  isBgr: true,
} satisfies Parameters<typeof planesOf>[2];

/** Finds text in a part of the picture; boxes count from the upper left corner of the picture. */
export async function findText(model: Model, pixels: Pixels, part: Rectangle): Promise<Found[]> {
  const width = Math.ceil(part.width / STEP) * STEP, height = Math.ceil(part.height / STEP) * STEP;
  const outputs = await model.run(planesOf(pixels, { ...part, width, height }, IMAGENET), [1, 3, height, width]);
  const [map] = Object.values(outputs);
  if (!map) throw new Error("The model of text has other outputs than expected");
  return areasOf(map.data, width, height).flatMap(({ left, top, right, bottom, count, sum }) => {
    const across = right - left + 1, down = bottom - top + 1, confidence = sum / count;
    if (across < LEAST_WIDTH || down < LEAST_HEIGHT || confidence < TEXT_AREA) return [];
    const margin = count * UNCLIP / (2 * (across + down));
    return [{
      left: part.left + left - margin,
      top: part.top + top - margin,
      right: part.left + right + 1 + margin,
      bottom: part.top + bottom + 1 + margin,
      confidence,
    }];
  });
}

interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
  count: number;
  sum: number;
}

/** Areas of pixels that touch each other. */
function areasOf(map: Float32Array, width: number, height: number): Area[] {
  const seen = new Uint8Array(width * height), waiting: number[] = [], areas: Area[] = [];
  const visit = (at: number) => {
    if (seen[at] || (map[at] ?? 0) < TEXT_PIXEL) return;
    seen[at] = 1;
    waiting.push(at);
  };
  for (let start = 0; start < map.length; start++) {
    visit(start);
    if (waiting.length === 0) continue;
    const area: Area = { left: width, top: height, right: 0, bottom: 0, count: 0, sum: 0 };
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const x = at % width, y = (at - x) / width;
      area.left = Math.min(area.left, x);
      area.right = Math.max(area.right, x);
      area.top = Math.min(area.top, y);
      area.bottom = Math.max(area.bottom, y);
      area.count++;
      area.sum += map[at] ?? 0;
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (y > 0) visit(at - width);
      if (y < height - 1) visit(at + width);
    }
    areas.push(area);
  }
  return areas;
}
