import assert from "node:assert/strict";
import { readSearchParameters } from "../../../src/stac/search/parameters.ts";

const A = "5b0e6b3e-2c1a-4a54-9a53-2f8a1c0d9e10";
const read = (given: Record<string, unknown>) => readSearchParameters((name) => given[name]);
const POINT = { type: "Point", coordinates: [1, 2] };

Deno.test("readSearchParameters() reads texts and JSON alike", () => {
  const expected = {
    limit: 2,
    sort: [{ field: "ts", descending: true }, { field: "id", descending: false }],
    bbox: [0, 0, 1, 1],
    interval: { start: "2021-01-01T00:00:00+00:00", end: "2021-01-01T00:00:00+00:00" },
    intersects: POINT,
    ids: [A],
    collections: [A],
  };
  const shared = { sortby: "-ts,id", datetime: "2021-01-01" };
  assert.deepEqual(
    read({ ...shared, limit: "2", bbox: "0,0,1,1", intersects: JSON.stringify(POINT), ids: A, collections: `[${A}]` }),
    expected,
  );
  assert.deepEqual(
    read({ ...shared, limit: 2, bbox: [0, 0, 1, 1], intersects: POINT, ids: [A], collections: [A] }),
    expected,
  );
  assert.equal(read({}).limit, 10);
});

Deno.test("readSearchParameters() says what is wrong", () => {
  const limit = "Parameter limit must be either empty or a number between 1 and 10000";
  for (
    const [given, message] of [
      [{ limit: "0" }, limit],
      [{ limit: "-1" }, limit],
      [{ limit: "99999" }, limit],
      [{ limit: "bla" }, limit],
      [{ sortby: "-pouet" }, "Unsupported sortby parameter: invalid field"],
      [{ sortby: "distance_to" }, "Unsupported sortby parameter: invalid field"],
      [{ sortby: " ts" }, "Unsupported sortby parameter: syntax isn't correct"],
      [{ sortby: ["ts"] }, "Unsupported sortby parameter: syntax isn't correct"],
      [{ bbox: "[1]" }, "Parameter bbox must be in format [minX, minY, maxX, maxY]"],
      [{ ids: "pouet" }, "Parameter ids should be a JSON array of strings"],
      [{ collections: [1] }, "Parameter collections should be a JSON array of strings"],
      [{ intersects: "{" }, "Parameter intersects should contain a valid GeoJSON Geometry (not a Feature)"],
      [{ datetime: "x" }, "Invalid `datetime` argument"],
    ] as [Record<string, unknown>, string][]
  ) assert.throws(() => read(given), { status: 400, message }, JSON.stringify(given));
});
