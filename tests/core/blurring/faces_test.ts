import assert from "node:assert/strict";
import { findFaces } from "../../../src/core/blurring/faces.ts";
import type { Model } from "../../../src/core/blurring/runtime.ts";
import type { Pixels } from "../../../src/core/blurring/pixels.ts";

/** Notes the sizes of what it is asked about, and finds one face in the first cell that is not grey. */
function spy(): Model & { heights: number[] } {
  const heights: number[] = [];
  return {
    heights,
    run(input, [, , height = 0, width = 0]) {
      heights.push(height);
      const cells = (height / 4) * (width / 4), heat = new Float32Array(cells);
      const first = input.findIndex((value) => value > 200);
      if (first >= 0 && first < width * height) {
        heat[Math.floor(Math.floor(first / width) / 4) * (width / 4) + Math.floor(first % width / 4)] = 0.9;
      }
      const shape = [1, 1, height / 4, width / 4], sizes = new Float32Array(cells * 2).fill(Math.log(4));
      return Promise.resolve({
        "537": { data: heat, shape },
        "538": { data: sizes, shape },
        "539": { data: new Float32Array(cells * 2), shape },
      });
    },
    close: () => Promise.resolve(),
  };
}

function grey(width: number, height: number, spots: [x: number, y: number][] = []): Pixels {
  const data = new Uint8Array(width * height * 3).fill(128);
  for (const [x, y] of spots) data.fill(255, (y * width + x) * 3, (y * width + x) * 3 + 3);
  return { data, width, height };
}

Deno.test("Where a picture shows nothing, nobody looks for faces", async () => {
  const model = spy();
  assert.deepEqual(await findFaces(model, grey(1500, 900), 0.25), []);
  assert.deepEqual(model.heights, []);
});

for (const [x, y] of [[2, 2], [700, 400], [1498, 898], [640, 320], [20, 610]] as const) {
  Deno.test(`What differs from plain surroundings is looked at, and found where it is: ${x}, ${y}`, async () => {
    const model = spy();
    // Only every second pixel is compared: a face is larger than one.
    const spots: [number, number][] = [[x, y], [x ^ 1, y], [x, y ^ 1], [x ^ 1, y ^ 1]];
    const faces = await findFaces(model, grey(1500, 900, spots), 0.25);
    assert(model.heights.length > 0 && model.heights.every((height) => height <= 128 && height % 32 === 0));
    const [face] = faces;
    assert(face && faces.length === 1, JSON.stringify(faces));
    assert(face.left <= x && x <= face.right && face.top <= y && y <= face.bottom, JSON.stringify(face));
  });
}

Deno.test("At the seam of a 360° picture, the other edge counts too", async () => {
  const model = spy();
  const faces = await findFaces(model, grey(1440, 640, [[4, 100], [5, 100], [4, 101], [5, 101]]), 0.25, true);
  // Seen from the right edge, too.
  assert(faces.some(({ left }) => left > 1400), JSON.stringify(faces));
});
