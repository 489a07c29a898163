import assert from "node:assert/strict";
import { isLostLookup } from "../../../src/core/db/array_type_lookup.ts";

const QUESTION = "\n      select b.oid, b.typarray\n      from pg_catalog.pg_type a\n";

const CASES: [string, unknown, boolean][] = [
  ["lost", Object.assign(new Error("closed"), { code: "CONNECTION_CLOSED", query: QUESTION }), true],
  ["on a socket that is gone", Object.assign(new Error("write EPIPE"), { code: "EPIPE", query: QUESTION }), true],
  ["refused", Object.assign(new Error("denied"), { code: "42501", query: QUESTION }), false],
  ["of a query of ours", Object.assign(new Error("closed"), { code: "CONNECTION_CLOSED", query: "SELECT 1" }), false],
  ["without a query", Object.assign(new Error("closed"), { code: "CONNECTION_CLOSED" }), false],
  ["that is none", undefined, false],
];

for (const [name, error, expected] of CASES) {
  Deno.test(`isLostLookup() with an error ${name}`, () => assert.equal(isLostLookup(error), expected));
}
