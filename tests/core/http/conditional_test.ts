import assert from "node:assert/strict";
import { evaluatePreconditions, ifRangeHolds } from "../../../src/core/http/conditional.ts";

const VALIDATORS = { etag: '"a-1"', modifiedAt: new Date("2024-05-01T10:00:00.700Z") };
const SAME = "Wed, 01 May 2024 10:00:00 GMT";
const EARLIER = "Wed, 01 May 2024 09:59:59 GMT";
const LATER = "Wed, 01 May 2024 10:00:01 GMT";

Deno.test("evaluatePreconditions() follows RFC 9110 §13.2.2", () => {
  const cases: [Record<string, string>, ReturnType<typeof evaluatePreconditions>][] = [
    [{}, "go on"],
    [{ "if-none-match": '"a-1"' }, "not modified"],
    [{ "if-none-match": 'W/"a-1"' }, "not modified"],
    [{ "if-none-match": '"b", "a-1" , "c"' }, "not modified"],
    [{ "if-none-match": "*" }, "not modified"],
    [{ "if-none-match": '"b"' }, "go on"],
    [{ "if-none-match": "a-1" }, "go on"],
    [{ "if-modified-since": SAME }, "not modified"],
    [{ "if-modified-since": LATER }, "not modified"],
    [{ "if-modified-since": EARLIER }, "go on"],
    [{ "if-modified-since": "Wednesday, 01-May-24 10:00:00 GMT" }, "not modified"],
    [{ "if-modified-since": "Wed May  1 10:00:00 2024" }, "not modified"],
    [{ "if-modified-since": "Wed May  1 09:00:00 2024" }, "go on"],
    [{ "if-modified-since": "yesterday" }, "go on"],
    [{ "if-none-match": '"b"', "if-modified-since": LATER }, "go on"],
    [{ "if-none-match": '"a-1"', "if-modified-since": EARLIER }, "not modified"],
    [{ "if-match": '"a-1"' }, "go on"],
    [{ "if-match": '"b", "a-1"' }, "go on"],
    [{ "if-match": "*" }, "go on"],
    [{ "if-match": '"b"' }, "precondition failed"],
    [{ "if-match": 'W/"a-1"' }, "precondition failed"],
    [{ "if-match": '"b"', "if-none-match": '"a-1"' }, "precondition failed"],
    [{ "if-unmodified-since": SAME }, "go on"],
    [{ "if-unmodified-since": EARLIER }, "precondition failed"],
    [{ "if-match": '"a-1"', "if-unmodified-since": EARLIER }, "go on"],
  ];
  for (const [headers, result] of cases) {
    assert.equal(evaluatePreconditions(new Headers(headers), VALIDATORS), result, JSON.stringify(headers));
  }
});

Deno.test("ifRangeHolds() compares strongly", () => {
  const cases: [string, boolean][] = [
    ['"a-1"', true],
    ['W/"a-1"', false],
    ['"b"', false],
    [SAME, true],
    [EARLIER, false],
    [LATER, false],
    ["nonsense", false],
  ];
  assert.equal(ifRangeHolds(new Headers(), VALIDATORS), true);
  for (const [value, holds] of cases) {
    assert.equal(ifRangeHolds(new Headers({ "if-range": value }), VALIDATORS), holds, value);
  }
});
