/** What the benchmark takes for a route that became slower. */
import assert from "node:assert/strict";
import { costLines, findExcess, medians } from "../../bench/check/compare.ts";

Deno.test("a route may cost up to 1.3 times what it did", () => {
  const before = { "GET /a": 1, "GET /b": 2, "GET /gone": 1 };
  assert.deepEqual(findExcess({ "GET /a": 1.3, "GET /b": 0.1 }, before), []);
  assert.deepEqual(findExcess({ "GET /a": 1.31, "GET /b": 2 }, before), [{ route: "GET /a", cost: 1.31, before: 1 }]);
});

Deno.test("a route without a committed figure is reported", () => {
  const found = findExcess({ "GET /new": 0.1 }, {});
  assert.deepEqual(found, [{ route: "GET /new", cost: 0.1, before: undefined }]);
  assert.deepEqual(costLines({ "GET /new": 0.1 }, {}), ["    0.10  GET /new: not measured before"]);
});

Deno.test("one disturbed round in three changes nothing", () => {
  assert.deepEqual(medians({ "GET /a": [1, 9, 1.1], "GET /b": [2] }), { "GET /a": 1.1, "GET /b": 2 });
});
