import assert from "node:assert/strict";
import { chooseStrategy, cutInside } from "../../../../src/core/imaging/codec/bands.ts";
import type { Output } from "../../../../src/core/imaging/codec/mod.ts";

const SIZE = { width: 100, height: 80 };
const SCALED: Output = { name: "sd", quality: 75, scaledTo: { width: 50, height: 40 } };
const tile = (row: number, height = 20): Output => ({
  name: `tile ${row}`,
  quality: 95,
  cut: { left: 10, top: row * height, width: 20, height },
});

Deno.test("chooseStrategy() makes scaled files from the file itself", () => {
  assert.deepEqual(chooseStrategy(SIZE, [SCALED], 10), { fromFile: [SCALED], fromPixels: [] });
});

Deno.test("chooseStrategy() decodes a picture once when it fits into memory", () => {
  const outputs = [SCALED, tile(0), tile(3)];
  assert.deepEqual(chooseStrategy(SIZE, outputs, 8000), {
    fromFile: [],
    fromPixels: [{ left: 0, top: 0, width: 100, height: 80, outputs }],
  });
});

Deno.test("chooseStrategy() decodes larger pictures in bands that fit into memory", () => {
  const { fromFile, fromPixels } = chooseStrategy(SIZE, [SCALED, tile(3), tile(0), tile(1), tile(2)], 4000);
  assert.deepEqual(fromFile, [SCALED]);
  assert.deepEqual(
    fromPixels.map(({ outputs, ...band }) => [band, outputs.map(({ name }) => name)]),
    [
      [{ left: 0, top: 0, width: 100, height: 40 }, ["tile 0", "tile 1"]],
      [{ left: 0, top: 40, width: 100, height: 40 }, ["tile 2", "tile 3"]],
    ],
  );
});

Deno.test("chooseStrategy() gives an output that fits nowhere a band of its own", () => {
  const { fromPixels } = chooseStrategy(SIZE, [tile(0), { name: "all", quality: 90 }, tile(1)], 2000);
  assert.deepEqual(fromPixels.map(({ top, height }) => [top, height]), [[0, 20], [0, 80], [20, 20]]);
});

Deno.test("cutInside() counts from the corner of the band", () => {
  const [, band] = chooseStrategy(SIZE, [tile(0), tile(1), tile(2)], 4000).fromPixels;
  assert.ok(band);
  assert.deepEqual(cutInside(band, tile(2)), { left: 10, top: 0, width: 20, height: 20 });
  assert.equal(cutInside(band, { name: "all", quality: 90 }), undefined);
});
