import assert from "node:assert/strict";
import { readGeometry, simpleGeometries } from "../../../../src/features/stac/parameters/geometry.ts";

const SQUARE = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]];
const POINT = { type: "Point", coordinates: [1, 2] };

Deno.test("readGeometry() takes every kind of geometry, as text or as an object", () => {
  for (
    const geometry of [
      POINT,
      { type: "Point", coordinates: [1, 2, 30] },
      { type: "MultiPoint", coordinates: [[1, 2]] },
      { type: "LineString", coordinates: [[1, 2], [3, 4]] },
      { type: "MultiLineString", coordinates: [[[1, 2], [3, 4]]] },
      { type: "Polygon", coordinates: SQUARE },
      { type: "MultiPolygon", coordinates: [SQUARE] },
      { type: "GeometryCollection", geometries: [POINT, { type: "Polygon", coordinates: SQUARE }] },
    ]
  ) {
    assert.deepEqual(readGeometry(geometry), geometry);
    assert.deepEqual(readGeometry(JSON.stringify(geometry)), geometry);
  }
  for (const nothing of [undefined, null, ""]) assert.equal(readGeometry(nothing), undefined);
});

Deno.test("readGeometry() refuses what is no geometry on Earth", () => {
  for (
    const given of [
      "{",
      "[]",
      "3",
      {},
      { type: "Feature", geometry: POINT, properties: {} },
      { type: "Point", coordinates: [181, 0] },
      { type: "Point", coordinates: [0, -91] },
      { type: "Point", coordinates: ["1", 2] },
      { type: "Point", coordinates: [1] },
      { type: "LineString", coordinates: [[1, 2]] },
      { type: "Polygon", coordinates: [[[0, 0], [1, 0], [0, 0]]] },
      { type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 1]]] },
      { type: "GeometryCollection", geometries: [] },
      { type: "GeometryCollection", geometries: [{ type: "GeometryCollection", geometries: [POINT] }] },
      { type: "GeometryCollection", geometries: Array(101).fill(POINT) },
    ]
  ) {
    assert.throws(() => readGeometry(given), {
      status: 400,
      message: "Parameter intersects should contain a valid GeoJSON Geometry (not a Feature)",
    }, JSON.stringify(given).slice(0, 100));
  }
});

Deno.test("readGeometry() refuses what would take too long", () => {
  const line = { type: "LineString", coordinates: Array(20_000).fill([1, 2]) };
  assert.throws(() => readGeometry(line), {
    status: 400,
    message: "Parameter intersects should have at most 1000 positions",
  });
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  assert.throws(() => readGeometry(`{"type":"Polygon","coordinates":${deep}}`), { status: 400 });
});

Deno.test("simpleGeometries() takes collections apart", () => {
  assert.deepEqual(simpleGeometries(readGeometry(POINT)!), [POINT]);
  assert.deepEqual(simpleGeometries(readGeometry({ type: "GeometryCollection", geometries: [POINT, POINT] })!), [
    POINT,
    POINT,
  ]);
  const line = [[1, 2], [3, 4]];
  for (
    const [geometry, parts] of [
      [{ type: "MultiPoint", coordinates: line }, line.map((coordinates) => ({ type: "Point", coordinates }))],
      [{ type: "MultiLineString", coordinates: [line] }, [{ type: "LineString", coordinates: line }]],
      [{ type: "MultiPolygon", coordinates: [SQUARE] }, [{ type: "Polygon", coordinates: SQUARE }]],
    ]
  ) {
    assert.deepEqual(simpleGeometries(readGeometry(geometry)!), parts);
    const collection = readGeometry({ type: "GeometryCollection", geometries: [POINT, geometry] })!;
    assert.deepEqual(simpleGeometries(collection), [POINT, ...parts as unknown[]]);
  }
  const many = readGeometry({ type: "MultiPoint", coordinates: Array(101).fill([1, 2]) })!;
  assert.deepEqual(simpleGeometries(many), [many], "too many to be compared one by one");
});
