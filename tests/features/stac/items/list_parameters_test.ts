import assert from "node:assert/strict";
import { readItemListParameters } from "../../../../src/features/stac/items/list_parameters.ts";

const ID = "5B0E6B3E-2C1A-4A54-9A53-2F8A1C0D9E10";
const read = (query: Record<string, string>) =>
  readItemListParameters((name) => query[name] === undefined ? undefined : [query[name]]);

Deno.test("readItemListParameters() reads what is given", () => {
  for (
    const [query, expected] of [
      [{}, {}],
      [{ limit: "" }, {}],
      [{ limit: "10000", startAfterRank: "1" }, { limit: 10000, startAfterRank: 1 }],
      [{ withPicture: ID, limit: "2" }, { limit: 2, withPicture: ID.toLowerCase() }],
      [{ bbox: "1,2,3,4" }, { bbox: [1, 2, 3, 4], bboxText: "1,2,3,4" }],
      [{ datetime: "2021-07-29T00:00:00Z/.." }, {
        interval: { start: "2021-07-29T00:00:00+00:00" },
        datetimeText: "2021-07-29T00:00:00Z/..",
      }],
    ] as [Record<string, string>, Record<string, unknown>][]
  ) assert.deepEqual(JSON.parse(JSON.stringify(read(query))), expected);
});

Deno.test("readItemListParameters() says what is wrong", () => {
  for (
    const [query, message] of [
      [{ limit: "bla" }, "limit parameter should be a valid, positive integer (between 1 and 10000)"],
      [{ limit: "0" }, "limit parameter should be an integer between 1 and 10000"],
      [{ limit: "10001" }, "limit parameter should be an integer between 1 and 10000"],
      [{ startAfterRank: "bla" }, "startAfterRank parameter should be a valid, positive integer"],
      [{ startAfterRank: "0" }, "startAfterRank parameter should be a positive integer (starting from 1)"],
      [{ withPicture: "bla" }, "withPicture should be a valid UUID"],
      [{ bbox: "1,2,3" }, "Parameter bbox must be in format [minX, minY, maxX, maxY]"],
      [{ datetime: "bla" }, "Invalid `datetime` argument"],
      [
        { withPicture: ID, startAfterRank: "2" },
        "`startAfterRank` and `withPicture` are mutually exclusive parameters",
      ],
    ] as [Record<string, string>, string][]
  ) assert.throws(() => read(query), { status: 400, message });
});
