import assert from "node:assert/strict";
import { blurJpeg } from "../../../../src/core/jpeg/blur/mod.ts";
import { eachTouched, type Point } from "../../../../src/core/jpeg/blur/polygon.ts";
import { Random } from "../../../../fuzz/random.ts";
import { assertOnlyBlurredInside } from "./blocks.ts";
import { encodeJpeg } from "./encode_jpeg.ts";

const GRID = { columns: 12, rows: 9 };

function touched(ring: Point[]): string[] {
  const cells = new Set<string>();
  eachTouched(ring, GRID, (column, row) => {
    assert(column >= 0 && column < GRID.columns && row >= 0 && row < GRID.rows);
    cells.add(`${column},${row}`);
  });
  return [...cells].sort();
}

/** Cells in which a fine raster has a point of the polygon: by turns around the point. */
function sampled(ring: Point[], steps: number): Set<string> {
  const cells = new Set<string>();
  for (let row = 0; row < GRID.rows * steps; row++) {
    for (let column = 0; column < GRID.columns * steps; column++) {
      const x = (column + 0.5) / steps, y = (row + 0.5) / steps;
      let turns = 0;
      for (const [index, [x1, y1]] of ring.entries()) {
        const [x2, y2] = ring[(index + 1) % ring.length] ?? [x1, y1];
        if ((y1 <= y) === (y2 <= y)) continue;
        if (x1 + (x2 - x1) * (y - y1) / (y2 - y1) > x) turns += y2 > y1 ? 1 : -1;
      }
      if (turns !== 0) cells.add(`${Math.floor(x)},${Math.floor(y)}`);
    }
  }
  return cells;
}

Deno.test("Every cell in which a polygon has a point is touched, and none that is away from it", () => {
  const random = new Random(7);
  for (let round = 0; round < 200; round++) {
    const ring = Array.from(
      { length: 3 + random.below(6) },
      (): Point => [random.below(1600) / 100 - 2, random.below(1300) / 100 - 2],
    );
    const found = touched(ring), inside = sampled(ring, 16);
    for (const cell of inside) assert(found.includes(cell), `${JSON.stringify(ring)} lacks ${cell}`);
    // Further cells only have a sliver of it: they are next to one that has more, or on the way of an edge.
    const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
    for (const cell of found) {
      const [column = 0, row = 0] = cell.split(",").map(Number);
      const isNear = column + 1 >= Math.min(...xs) && column <= Math.max(...xs) && row + 1 >= Math.min(...ys) &&
        row <= Math.max(...ys);
      assert(isNear, `${JSON.stringify(ring)} has nothing in ${cell}`);
    }
  }
});

for (
  const [name, ring, expected] of [
    ["a triangle", [[1.2, 1.2], [3.7, 1.2], [1.2, 3.7]], ["1,1", "1,2", "1,3", "2,1", "2,2", "3,1"]],
    ["a line", [[0.5, 0.5], [2.5, 0.5]], ["0,0", "1,0", "2,0"]],
    ["nothing but a point", [[4.5, 4.5], [4.5, 4.5], [4.5, 4.5]], ["4,4"]],
    ["what is outside of the picture", [[-9, -9], [-1, -9], [-1, -1]], []],
  ] satisfies [string, Point[], string[]][]
) {
  Deno.test(`Cells that are touched: ${name}`, () => assert.deepEqual(touched(ring), expected));
}

Deno.test("Of a polygon, the blocks that it touches change; those in the corners of its box do not", () => {
  const file = encodeJpeg({ width: 96, height: 72, sampling: [[1, 1]], block: (_, index) => [index, 3, -2] });
  const polygon: Point[] = [[10, 10], [29, 10], [10, 29]];
  const { bytes } = blurJpeg(file, [{ x: 10, y: 10, width: 19, height: 19, polygon }]);
  assertOnlyBlurredInside(file, bytes, [
    { x: 10, y: 10, width: 19, height: 4 },
    { x: 10, y: 10, width: 4, height: 19 },
    { x: 16, y: 16, width: 6, height: 6 },
  ]);
});
