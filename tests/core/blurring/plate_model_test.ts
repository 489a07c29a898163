/** An operator's own model of plates (`BLUR_PLATE_MODEL`): here one that sees the same plates in whatever it is shown. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import sharp from "sharp";
import {
  Blurrer,
  BlurringUnavailableError,
  MODEL_FILES,
  MODELS_FOLDER,
  type Part,
} from "../../../src/core/blurring/mod.ts";
import { FLOAT, initializer, model, node, valueInfo } from "../../../scripts/blur_models/onnx.ts";

const hasModels = await Deno.stat(`${MODELS_FOLDER}/${MODEL_FILES.faces}`).then(() => true, () => false);

/** A model that answers with these numbers, whatever it is asked. */
function constant(values: number[], shape: number[]): Uint8Array {
  return model({
    nodes: [node("Identity", ["answer"], "output")],
    initializers: [initializer("answer", FLOAT, shape, new Uint8Array(Float32Array.from(values).buffer))],
    inputs: [valueInfo("images", FLOAT, [1, 3, 640, 640])],
    outputs: [valueInfo("output", FLOAT, shape)],
  }, { opset: 13, irVersion: 8 });
}

/** As YOLO's first exports answer: middle, size and scores of two classes, one row each. */
const ROWS = constant([
  ...[100, 400, 50],
  ...[200, 300, 50],
  ...[40, 80, 10],
  ...[20, 30, 10],
  ...[0.9, 0.1, 0.2],
  ...[0.1, 0.6, 0.1],
], [1, 6, 3]);
/** As later ones do, with repeats already removed: edges, score and class, one line each. */
const LINES = constant([
  ...[80, 190, 120, 210, 0.9, 0],
  ...[360, 285, 440, 315, 0.6, 1],
  ...[45, 45, 55, 55, 0.2, 0],
], [1, 3, 6]);
const PLATES = [{ left: 80, top: 190, right: 120, bottom: 210 }, { left: 360, top: 285, right: 440, bottom: 315 }];

async function find(plateModel: Uint8Array, width: number, height: number, isEquirectangular = false): Promise<Part[]> {
  const path = await Deno.makeTempFile({ suffix: ".onnx" });
  try {
    await Deno.writeFile(path, plateModel);
    await using blurrer = new Blurrer({ faceConfidence: 0.25, scale: 1, threads: 1, plateModel: path });
    const picture = sharp({ create: { width, height, channels: 3, background: "grey" } });
    const file = new Uint8Array(Buffer.from(await picture.jpeg().toBuffer()));
    const { parts } = await blurrer.blur({ file, isEquirectangular, maxPixels: Infinity, drawn: [], detects: true });
    return parts;
  } finally {
    await Deno.remove(path);
  }
}

/** With a tenth of its size more on each side, moved to a tile. */
function boxOf({ left, top, right, bottom }: typeof PLATES[number], across = 0, down = 0) {
  const wide = (right - left) / 10, high = (bottom - top) / 10;
  return {
    x: left - wide + across,
    y: top - high + down,
    width: right - left + 2 * wide,
    height: bottom - top + 2 * high,
  };
}

function sorted(boxes: ReturnType<typeof boxOf>[]) {
  return boxes.toSorted((a, b) => a.y - b.y || a.x - b.x);
}

if (hasModels) {
  for (const [name, file] of [["rows", ROWS], ["lines", LINES]] as const) {
    Deno.test(`A model of plates that answers in ${name} is used, and what it doubts is not`, async () => {
      const parts = await find(file, 640, 640);
      assert(parts.every(({ kind }) => kind === "plate"));
      assert.deepEqual(parts.map(({ confidence }) => confidence), [0.9, 0.6]);
      assert.deepEqual(
        sorted(parts.map(({ x, y, width, height }) => ({ x, y, width, height }))),
        sorted(PLATES.map((one) => boxOf(one))),
      );
    });
  }

  Deno.test("A model of plates sees all of a picture, tile by tile, up to its last pixel", async () => {
    const parts = await find(LINES, 700, 1200);
    const places = [0, 512].flatMap((across) => [0, 512, 1024].map((down) => [across, down] as const));
    const expected = places.flatMap(([across, down]) => PLATES.map((one) => boxOf(one, across, down)));
    assert.deepEqual(sorted(parts.map(({ x, y, width, height }) => ({ x, y, width, height }))), sorted(expected));
  });

  Deno.test("A model of plates sees what lies across the seam of a 360° picture, on both of its sides", async () => {
    const seam = constant([600, 190, 680, 210, 0.9, 0], [1, 1, 6]);
    // The band within 45° of the horizon is a single tile, and one more for the seam.
    const parts = await find(seam, 640, 320, true);
    assert(parts.some(({ x, width }) => x < 640 && x + width > 640), JSON.stringify(parts));
    assert(parts.some(({ x, width }) => x < 0 && x + width > 0), JSON.stringify(parts));
  });

  Deno.test("A model of plates that answers something else is refused, and nothing is published", async () => {
    const wrong = constant([1, 2, 3, 4], [1, 4]);
    await assert.rejects(
      find(wrong, 640, 640),
      (error: Error) =>
        error instanceof BlurringUnavailableError && /does not answer as a YOLO detector does/.test(error.message),
    );
    await assert.rejects(find(new Uint8Array([1, 2, 3]), 640, 640), BlurringUnavailableError);
  });
}
