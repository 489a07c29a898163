/** An operator's own detector of plates (`BLUR_PLATE_MODEL`), in the form in which YOLO models are exported. */
import { BlurringUnavailableError } from "./models.ts";
import { type Found, withoutRepeats } from "./parts.ts";
import { type Pixels, planesOf } from "./pixels.ts";
import type { Model } from "./runtime.ts";

const SIDE = 640, TILE_STEP = 512;
const LEAST_CONFIDENCE = 0.25, SAME_PLATE = 0.45;
const FROM_0_TO_1 = { factors: [1 / 255, 1 / 255, 1 / 255], offsets: [0, 0, 0] } satisfies Parameters<
  typeof planesOf
>[2];

/**
 * Finds plates. The model takes RGB from 0 to 1 as `[1, 3, 640, 640]` and answers `[1, 4 + classes, N]` (centre, size, a score
 * for each class) or `[1, N, 6]` (left, top, right, bottom, score, class).
 * @param wraps whether the right edge continues at the left one; boxes may reach beyond it
 * @throws BlurringUnavailableError when it answers something else
 */
export async function findPlates(model: Model, pixels: Pixels, wraps = false): Promise<Found[]> {
  const found: Found[] = [], shared = SIDE - TILE_STEP;
  for (const top of starts(pixels.height)) {
    for (const left of starts(pixels.width + (wraps ? shared : 0))) {
      const input = planesOf(pixels, { left, top, width: SIDE, height: SIDE }, FROM_0_TO_1, wraps);
      const [output] = Object.values(await model.run(input, [1, 3, SIDE, SIDE]));
      found.push(
        ...readOutput(output).map((box) => ({
          ...box,
          left: box.left + left,
          top: box.top + top,
          right: box.right + left,
          bottom: box.bottom + top,
        })),
      );
    }
  }
  return withoutRepeats(found, SAME_PLATE);
}

/** Tiles at equal steps, until one ends at the edge or beyond. */
function starts(length: number): number[] {
  const count = Math.max(1, Math.ceil((length - SIDE) / TILE_STEP) + 1);
  return Array.from({ length: count }, (_, index) => index * TILE_STEP);
}

function readOutput(output: { data: Float32Array; shape: readonly number[] } | undefined): Found[] {
  const [, second = 0, third = 0] = output?.shape ?? [], data = output?.data ?? new Float32Array();
  if (output?.shape.length !== 3) {
    throw new BlurringUnavailableError("BLUR_PLATE_MODEL does not answer as a YOLO detector does");
  }
  if (third === 6) {
    return Array.from({ length: second }, (_, index): Found => {
      const [left = 0, top = 0, right = 0, bottom = 0, confidence = 0] = data.subarray(index * 6, index * 6 + 5);
      return { left, top, right, bottom, confidence };
    }).filter(({ confidence }) => confidence >= LEAST_CONFIDENCE);
  }
  if (second < 5) throw new BlurringUnavailableError("BLUR_PLATE_MODEL does not answer as a YOLO detector does");
  const found: Found[] = [];
  for (let index = 0; index < third; index++) {
    const [x = 0, y = 0, width = 0, height = 0, ...scores] = Array.from(
      { length: second },
      (_, row) => data[row * third + index] ?? 0,
    );
    const confidence = Math.max(...scores);
    if (confidence < LEAST_CONFIDENCE) continue;
    found.push({ left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2, confidence });
  }
  return found;
}
