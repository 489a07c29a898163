import assert from "node:assert/strict";
import { ApiError } from "../../../src/core/http/errors.ts";
import { JSON_BOUNDS, parseBoundedJson } from "../../../src/core/http/json_bounds.ts";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const { depth, values, textLength } = JSON_BOUNDS;

const REFUSED: [string, string][] = [
  ["a list nested one level too deep", nested(depth + 1)],
  ["a list nested a hundred thousand levels deep", nested(100_000)],
  ["an object nested too deep", '{"a":'.repeat(depth + 1) + "1" + "}".repeat(depth + 1)],
  ["too many values", JSON.stringify(Array(values).fill(1))],
  ["too many keys", JSON.stringify(Object.fromEntries(Array.from({ length: values / 2 }, (_, i) => [i, 1])))],
  ["a text too long", JSON.stringify({ a: ["x".repeat(textLength + 1)] })],
  ["a key too long", JSON.stringify({ ["x".repeat(textLength + 1)]: 1 })],
  ["a number beyond all bounds", '{"a": 1e400}'],
];

for (const [name, text] of REFUSED) {
  Deno.test(`parseBoundedJson() refuses ${name}`, () => {
    assert.throws(() => parseBoundedJson(text), (error) => error instanceof ApiError && error.status === 400);
  });
}

Deno.test("parseBoundedJson() takes what is just within the bounds", () => {
  parseBoundedJson(nested(depth));
  parseBoundedJson(JSON.stringify(Array(values - 1).fill(1)));
  assert.deepEqual(parseBoundedJson(`{"a": ["${"x".repeat(textLength)}", 1e308, null]}`), {
    a: ["x".repeat(textLength), 1e308, null],
  });
});
