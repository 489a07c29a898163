import assert from "node:assert/strict";
import { Remembered } from "../../src/core/remembered.ts";

Deno.test("a bounded memory loses what was not used for longest", () => {
  const memory = new Remembered<string, number>(2);
  memory.set("a", 1);
  memory.set("b", 2);
  assert.equal(memory.get("a"), 1);
  memory.set("c", 3);
  assert.deepEqual([memory.get("a"), memory.get("b"), memory.get("c")], [1, undefined, 3]);
  assert.equal(memory.size, 2);
});

Deno.test("a bounded memory keeps one value a key, and the last one", () => {
  const memory = new Remembered<string, number>(2);
  memory.set("a", 1);
  memory.set("b", 2);
  memory.set("a", 3);
  memory.set("c", 4);
  assert.deepEqual([memory.get("a"), memory.get("b"), memory.get("c")], [3, undefined, 4]);
});
