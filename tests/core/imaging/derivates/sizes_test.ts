import assert from "node:assert/strict";
import { sdOutput, thumbOutput, tileOutputs, webpOutput } from "../../../../src/core/imaging/derivates/sizes.ts";
import { tileGrid } from "../../../../src/core/metadata/tile_grid.ts";

Deno.test("thumbOutput() cuts the middle out of a 360° picture", () => {
  assert.deepEqual(thumbOutput({ width: 5760, height: 2880 }, true), {
    name: "thumb.jpg",
    quality: 75,
    scaledTo: { width: 2000, height: 1000 },
    cut: { left: 750, top: 350, width: 500, height: 300 },
  });
});

Deno.test("thumbOutput() and sdOutput() scale to a fixed width and round the height down", () => {
  const cases: [width: number, height: number, thumb: number, sd: number][] = [
    [4288, 3216, 375, 1536],
    [4104, 2736, 333, 1365],
    [100, 150, 750, 3072],
    [60000, 10, 1, 1],
  ];
  for (const [width, height, thumb, sd] of cases) {
    assert.deepEqual(thumbOutput({ width, height }, false).scaledTo, { width: 500, height: thumb }, `${width}`);
    assert.deepEqual(sdOutput({ width, height }).scaledTo, { width: 2048, height: sd }, `${width}`);
  }
});

Deno.test("tileOutputs() covers the picture row by row, without what remains", () => {
  const outputs = tileOutputs(tileGrid(5767, 2883));
  assert.equal(outputs.length, 32);
  assert.deepEqual(outputs[0], {
    name: "tiles/0_0.jpg",
    quality: 95,
    cut: { left: 0, top: 0, width: 720, height: 720 },
  });
  assert.deepEqual(outputs[9]?.name, "tiles/1_1.jpg");
  assert.deepEqual(outputs[31], {
    name: "tiles/7_3.jpg",
    quality: 95,
    cut: { left: 5040, top: 2160, width: 720, height: 720 },
  });
});

Deno.test("webpOutput() keeps the size up to what WebP can hold, and the shape beyond", () => {
  const scaledTo = (width: number, height: number) => webpOutput("hd.webp", { width, height }).scaledTo;
  assert.equal(scaledTo(16_383, 8192), undefined);
  assert.deepEqual(scaledTo(32_766, 16_384), { width: 16_383, height: 8192 });
  assert.deepEqual(scaledTo(100, 20_000), { width: 81, height: 16_383 });
  assert.deepEqual(scaledTo(1, 60_000), { width: 1, height: 16_383 });
});
