import assert from "node:assert/strict";
import { splitPictures } from "../../../../src/features/uploads/dispatch/split.ts";
import { ids, METRE, picture } from "./pictures.ts";

const limits = { distance: 100, time: 300 };

Deno.test("splitPictures() cuts where neighbours are too far apart in space", () => {
  const pictures = [0, 99, 200, 299].map((metres, i) => picture(`p${i}`, { latitude: 48 + metres * METRE }));
  assert.deepEqual(splitPictures(pictures, limits).map(ids), [["p0", "p1"], ["p2", "p3"]]);
});

Deno.test("splitPictures() cuts where neighbours are more than the limit apart in time, in both directions", () => {
  const pictures = [0, 300, 601, 0].map((time, i) => picture(`p${i}`, { time }));
  assert.deepEqual(splitPictures(pictures, limits).map(ids), [["p0", "p1"], ["p2"], ["p3"]]);
});

Deno.test("splitPictures() makes one group without limits, and none without pictures", () => {
  const far = [picture("a"), picture("b", { latitude: 0, time: 1e9 })];
  assert.deepEqual(splitPictures(far, null).map(ids), [["a", "b"]]);
  assert.deepEqual(splitPictures([], limits), []);
});
