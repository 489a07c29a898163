import assert from "node:assert/strict";
import { countOf } from "../../src/core/plural.ts";

Deno.test("countOf() puts one thing in the singular, and none or many in the plural", () => {
  assert.deepEqual([0, 1, 2, 1000].map((number) => countOf(number, "picture")), [
    "0 pictures",
    "1 picture",
    "2 pictures",
    "1000 pictures",
  ]);
  assert.equal(countOf(2, "entry", "entries"), "2 entries");
});
