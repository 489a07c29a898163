/** Finds vehicles with an SSD detector of 300 × 300 pixels (https://arxiv.org/abs/1512.02325), trained on Open Images v4. */
import { type Found, withoutRepeats } from "./parts.ts";
import { type Pixels, planesOf } from "./pixels.ts";
import type { Model } from "./runtime.ts";

const SIDE = 300, TILE_STEP = 150;
const LEAST_CONFIDENCE = 0.3, SAME_VEHICLE = 0.5;
/** Classes of the model: car, and vehicle of any kind. */
const CAR = 18, VEHICLE = 23;
const FROM_MINUS_1_TO_1 = { factors: [1 / 127.5, 1 / 127.5, 1 / 127.5], offsets: [-1, -1, -1] } satisfies Parameters<
  typeof planesOf
>[2];

/** Pixels between two anchors of each layer, and the share of the picture that an anchor covers. */
const LAYER_STEPS = [16, 32, 64, 128, 256, 512], LAYER_SCALES = [0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1];
/** How the model scales its numbers. */
const POSITION_SCALE = 10, SIZE_SCALE = 5;

interface Anchor {
  x: number;
  y: number;
  width: number;
  height: number;
}

const ANCHORS = LAYER_STEPS.flatMap((step, layer): Anchor[] => {
  const cells = Math.ceil(SIDE / step), scale = LAYER_SCALES[layer] ?? 1, next = LAYER_SCALES[layer + 1] ?? 1;
  const shapes: [ratio: number, scale: number][] = layer === 0
    ? [[1, 0.1], [2, scale], [0.5, scale]]
    : [[1, scale], [2, scale], [0.5, scale], [3, scale], [0.3333, scale], [1, Math.sqrt(scale * next)]];
  return Array.from({ length: cells * cells }, (_, cell) =>
    shapes.map(([ratio, size]) => ({
      x: (cell % cells + 0.5) / cells,
      y: (Math.floor(cell / cells) + 0.5) / cells,
      width: size * Math.sqrt(ratio),
      height: size / Math.sqrt(ratio),
    }))).flat();
});

/** Finds vehicles of 30 to 300 pixels. */
export async function findVehicles(model: Model, pixels: Pixels): Promise<Found[]> {
  const found: Found[] = [], memory = new Float32Array(3 * SIDE * SIDE);
  for (const top of starts(pixels.height)) {
    for (const left of starts(pixels.width)) {
      const tile = { left, top, width: SIDE, height: SIDE };
      const outputs = await model.run(planesOf(pixels, tile, FROM_MINUS_1_TO_1, false, memory), [1, 3, SIDE, SIDE]);
      const boxes = outputs.boxes?.data, scores = outputs.scores;
      if (!boxes || !scores) throw new Error("The model of vehicles has other outputs than expected");
      const classes = scores.shape[2] ?? 0;
      for (const [index, anchor] of ANCHORS.entries()) {
        const logit = Math.max(scores.data[index * classes + CAR] ?? 0, scores.data[index * classes + VEHICLE] ?? 0);
        const confidence = 1 / (1 + Math.exp(-logit));
        if (confidence < LEAST_CONFIDENCE) continue;
        const [down = 0, across = 0, high = 0, wide = 0] = boxes.subarray(index * 4, index * 4 + 4);
        const x = across / POSITION_SCALE * anchor.width + anchor.x,
          y = down / POSITION_SCALE * anchor.height + anchor.y;
        const width = Math.exp(wide / SIZE_SCALE) * anchor.width, height = Math.exp(high / SIZE_SCALE) * anchor.height;
        found.push({
          left: (x - width / 2) * SIDE + left,
          top: (y - height / 2) * SIDE + top,
          right: (x + width / 2) * SIDE + left,
          bottom: (y + height / 2) * SIDE + top,
          confidence,
        });
      }
    }
  }
  return withoutRepeats(found, SAME_VEHICLE);
}

/** Tiles at equal steps; the last one ends at the edge. */
function starts(length: number): number[] {
  const last = Math.max(0, length - SIDE), found: number[] = [];
  for (let start = 0; start < last; start += TILE_STEP) found.push(start);
  return [...found, last];
}
