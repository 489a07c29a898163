import assert from "node:assert/strict";
import { readRange } from "../../../src/core/http/range.ts";

Deno.test("readRange() reads one range of bytes", () => {
  const cases: [string | null, number, ReturnType<typeof readRange>][] = [
    [null, 100, "whole"],
    ["bytes=0-0", 100, { first: 0, last: 0 }],
    ["bytes=10-19", 100, { first: 10, last: 19 }],
    ["Bytes= 10-19", 100, { first: 10, last: 19 }],
    ["bytes=10-", 100, { first: 10, last: 99 }],
    ["bytes=10-1000", 100, { first: 10, last: 99 }],
    ["bytes=0-99999999999999999999999999", 100, { first: 0, last: 99 }],
    ["bytes=-10", 100, { first: 90, last: 99 }],
    ["bytes=-1000", 100, { first: 0, last: 99 }],
    ["bytes=99-", 100, { first: 99, last: 99 }],
    ["bytes=100-", 100, "unsatisfiable"],
    ["bytes=100-200", 100, "unsatisfiable"],
    ["bytes=-0", 100, "unsatisfiable"],
    ["bytes=0-", 0, "unsatisfiable"],
    ["bytes=-5", 0, "unsatisfiable"],
    ["bytes=20-10", 100, "whole"],
    ["bytes=0-1,5-6", 100, "whole"],
    ["bytes=-", 100, "whole"],
    ["bytes=", 100, "whole"],
    ["bytes=a-b", 100, "whole"],
    ["bytes 0-1", 100, "whole"],
    ["lines=0-1", 100, "whole"],
    ["bytes=0x1-2", 100, "whole"],
    ["bytes=1.5-2", 100, "whole"],
  ];
  for (const [header, size, expected] of cases) {
    assert.deepEqual(readRange(header, size), expected, `${header} of ${size}`);
  }
});
