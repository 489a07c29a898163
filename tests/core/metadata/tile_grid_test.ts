import assert from "node:assert/strict";
import { tileGrid } from "../../../src/core/metadata/tile_grid.ts";

Deno.test("tileGrid() chooses the columns by the width", () => {
  const cases: [width: number, columns: number][] = [
    [512, 4],
    [1024, 4],
    [2048, 4],
    [4095, 4],
    [4096, 8],
    [5760, 8],
    [8191, 8],
    [8192, 16],
    [16384, 32],
    [32767, 32],
    [32768, 64],
    [655536, 64],
  ];
  for (const [width, columns] of cases) {
    const grid = tileGrid(width, width / 2);
    assert.deepEqual([grid.columns, grid.rows], [columns, columns / 2], String(width));
  }
});

Deno.test("tileGrid() drops the pixels that remain", () => {
  assert.deepEqual(tileGrid(5767, 2883), { columns: 8, rows: 4, tileWidth: 720, tileHeight: 720 });
});
