import assert from "node:assert/strict";
import { isDatabaseAway, isTransient } from "../../../src/core/db/errors.ts";

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

const AWAY: [string, { name?: string; code?: string; syscall?: string }, boolean][] = [
  ["a deadlock", { name: "PostgresError", code: "40P01" }, true],
  ["a server going down", { name: "PostgresError", code: "57P01" }, true],
  ["a server that starts", { name: "PostgresError", code: "57P03" }, true],
  ["too many connections", { name: "PostgresError", code: "53300" }, true],
  ["a connection that was closed", { code: "CONNECTION_CLOSED" }, true],
  ["a socket that is gone", { code: "ENOENT", syscall: "connect" }, true],
  ["a statement that took too long", { name: "PostgresError", code: "57014" }, false],
  ["a full disk", { name: "PostgresError", code: "53100" }, false],
  ["a missing file", { code: "ENOENT", syscall: "open" }, false],
  ["a defect", { name: "TypeError" }, false],
];

for (const [name, error, expected] of AWAY) {
  Deno.test(`isDatabaseAway() with ${name}`, () => {
    assert.equal(isDatabaseAway(Object.assign(new Error(), error)), expected);
  });
}
