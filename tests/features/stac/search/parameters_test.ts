import assert from "node:assert/strict";
import { readSearchParameters } from "../../../../src/features/stac/search/parameters.ts";

const A = "5b0e6b3e-2c1a-4a54-9a53-2f8a1c0d9e10";
const read = (given: Record<string, unknown>) => readSearchParameters("json", (name) => given[name]);
const readQuery = (given: Record<string, unknown>) => readSearchParameters("query", (name) => given[name]);
const POINT = { type: "Point", coordinates: [1, 2] };

Deno.test("readSearchParameters() reads texts and JSON alike", () => {
  const expected = {
    limit: 2,
    bbox: [0, 0, 1, 1],
    interval: { start: "2021-01-01T00:00:00+00:00", end: "2021-01-01T00:00:00+00:00" },
    intersects: undefined,
    ids: [A],
    collections: [A],
    place: { longitude: 1, latitude: 2, nearest: 3, farthest: 15, tolerance: 60 },
    filter: undefined,
    after: undefined,
  };
  const withoutOrder = ({ order, ...rest }: ReturnType<typeof read>) => {
    assert.deepEqual(order.map(({ type, descending }) => [type, descending]), [["timestamptz", true], ["uuid", false]]);
    return rest;
  };
  const shared = { place_fov_tolerance: "60", datetime: "2021-01-01T00:00:00Z" };
  assert.deepEqual(
    withoutOrder(readQuery({
      ...shared,
      sortby: "-ts,id",
      place_position: "1,2",
      limit: "2",
      bbox: "0,0,1,1",
      ids: A,
      collections: `[${A}]`,
    })),
    expected,
  );
  assert.deepEqual(
    withoutOrder(read({
      ...shared,
      sortby: [{ field: "properties.datetime", direction: "desc" }],
      place_position: [1, 2],
      limit: 2,
      bbox: [0, 0, 1, 1],
      ids: [A],
      collections: [A],
    })),
    expected,
  );
  for (const given of [{ intersects: POINT }, { intersects: JSON.stringify(POINT) }]) {
    assert.deepEqual(read(given).intersects, POINT);
  }
  assert.equal(read({}).limit, 10);
  assert.equal(read({ limit: 99999 }).limit, 10_000);
  assert.throws(() => readQuery({ limit: "99999" }), { status: 400 });
});

Deno.test("readSearchParameters() says what is wrong", () => {
  const limit = "Parameter limit must be either empty or a number between 1 and 10000";
  for (
    const [given, message] of [
      [{ limit: "0" }, limit],
      [{ limit: "-1" }, limit],
      [{ limit: "bla" }, limit],
      [{ sortby: "-pouet" }, "Unsupported sortby parameter: invalid field"],
      [{ sortby: "distance_to" }, "Unsupported sortby parameter: invalid field"],
      [{ sortby: "ts " }, "Unsupported sortby parameter: syntax isn't correct"],
      [{ sortby: ["ts"] }, "Unsupported sortby parameter: syntax isn't correct"],
      [{ bbox: [1] }, "Parameter bbox must be in format [minX, minY, maxX, maxY]"],
      [{ ids: "pouet" }, "Parameter ids should be a JSON array of strings"],
      [{ collections: [1] }, "Parameter collections should be a JSON array of strings"],
      [{ intersects: "{" }, "Parameter intersects should contain a valid GeoJSON Geometry (not a Feature)"],
      [{ place_position: "1" }, "Parameter place_position must be coordinates in lat,lon format"],
      [
        { place_position: "181,0" },
        "Longitude in parameter place_position is not valid (should be between -180 and 180)",
      ],
      [{ place_position: [0, 91] }, "Latitude in parameter place_position is not valid (should be between -90 and 90)"],
      [
        { place_distance: "5" },
        'Parameter place_distance is invalid (should be a distance range in meters like "5-15")',
      ],
      [{ place_distance: "15-5" }, "Parameter place_distance has a min value greater than its max value"],
      [
        { place_fov_tolerance: "1" },
        "Parameter place_fov_tolerance must be either empty or a number between 2 and 180",
      ],
      [{ filter: "pouet = 1" }, "Unsupported filter parameter"],
      [{ filter: "semantics = 'x'" }, "Unsupported filter parameter"],
      [{ filter: "datetime LIKE '2%'" }, "Unsupported filter parameter"],
      [{ filter: "{", "filter-lang": "cql2-json" }, "Unsupported filter parameter"],
      [{ filter: { op: "=" } }, "Unsupported filter parameter"],
      [{ filter: "a = 1", "filter-lang": "cql" }, "Parameter filter-lang should be cql2-text or cql2-json"],
      [{ token: "x" }, "Parameter token should come from a link of a search with the same parameters"],
      [{ datetime: "x" }, "Invalid `datetime` argument"],
      [{ datetime: "2021-01-01" }, "Invalid `datetime` argument"],
      [{ datetime: "2021-01-01T00:00:00" }, "Invalid `datetime` argument"],
      [{ datetime: "2021-01-01T00:00:00Z/2021-01-02" }, "Invalid end date in `datetime` argument"],
      [{ bbox: "0,0,1,1" }, "Parameter bbox must be in format [minX, minY, maxX, maxY]"],
      [{ bbox: [0, 0, 1, 1], intersects: POINT }, "Parameters bbox and intersects are mutually exclusive"],
      [{ filter: "geovisio:pouet = 1" }, "Unsupported filter parameter"],
    ] as [Record<string, unknown>, string][]
  ) assert.throws(() => read(given), { status: 400, message }, JSON.stringify(given));
});
