import assert from "node:assert/strict";
import { isTransient } from "../../src/db/errors.ts";

const CASES: [string, { name?: string; code?: string }, boolean][] = [
  ["a deadlock", { name: "PostgresError", code: "40P01" }, true],
  ["a server going down", { name: "PostgresError", code: "57P01" }, true],
  ["a connection that was closed", { code: "CONNECTION_CLOSED" }, true],
  ["a server that is away", { code: "ECONNREFUSED" }, true],
  ["a duplicate key", { name: "PostgresError", code: "23505" }, false],
  ["a defect", { name: "TypeError" }, false],
  ["a missing file", { name: "NotFound", code: "ENOTDIR" }, false],
];

for (const [name, error, expected] of CASES) {
  Deno.test(`isTransient() with ${name}`, () => assert.equal(isTransient(Object.assign(new Error(), error)), expected));
}
