import assert from "node:assert/strict";
import { boxesAlong } from "../../../../src/features/stac/search/line_boxes.ts";

Deno.test("boxesAlong() covers every point of a line, and little else", () => {
  const line = [[-4, 43], [24, 55], [24, 40], [24, 40], [-30, 40]] as const;
  const boxes = boxesAlong(line);
  assert.ok(boxes);
  const { west, south, east, north } = boxes;
  const isCovered = (x: number, y: number) =>
    west.some((_, box) => west[box]! <= x && x <= east[box]! && south[box]! <= y && y <= north[box]!);
  for (const [index, [x, y]] of line.slice(0, -1).entries()) {
    const [endX, endY] = line[index + 1]!;
    for (let part = 0; part <= 1; part += 1 / 97) assert.ok(isCovered(x + part * (endX - x), y + part * (endY - y)));
  }
  assert.ok(!isCovered(10, 48.9) && !isCovered(10, 49.2), "beside the diagonal");
  const area = west.reduce((sum, _, box) => sum + (east[box]! - west[box]!) * (north[box]! - south[box]!), 0);
  assert.ok(area < 1, `${area} square degrees, and 1,026 around the line`);
  assert.ok(west.length < 10_000);
});

Deno.test("boxesAlong() leaves a short line to its own box", () => {
  assert.equal(boxesAlong([[2, 48], [2.05, 48.05]]), undefined);
  assert.equal(boxesAlong([[2, 48], [2, 48]]), undefined);
});
