import assert from "node:assert/strict";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";

const square = (west: number, south: number, properties: Record<string, unknown> = {}) => ({
  type: "Feature",
  properties,
  geometry: {
    type: "Polygon",
    coordinates: [[[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]],
  },
});

const caller =
  ({ url }: TestServer) => (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
    fetch(`${url}/api/${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "Content-Type": "application/geo+json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });

serverTest("administrators set the areas for everybody, which are shown when they are public", async (server) => {
  const call = caller(server), bob = await server.account("bob"), general = "configuration/excluded_areas";
  await answer(call("POST", general, bob, square(0, 0)), 403);
  const hidden = await call("POST", general, server.defaultAccount, square(0, 0, { label: "Base" }));
  assert.equal(hidden.headers.get("content-type"), "application/geo+json");
  const area = await answer(hidden);
  assert.equal(area.geometry.type, "MultiPolygon");
  assert.deepEqual(area.properties, { id: area.properties.id, label: "Base", is_public: false });
  await answer(call("POST", general, server.defaultAccount, square(5, 5, { is_public: true })));
  assert.equal((await answer(call("GET", general, {}))).features.length, 1);
  assert.equal((await answer(call("GET", `${general}?all=true`, server.defaultAccount))).features.length, 2);
  await answer(call("GET", `${general}?all=true`, {}), 401);
  await answer(call("GET", `${general}?all=true`, bob), 403);
  await answer(call("DELETE", `${general}/${area.properties.id}`, bob), 403);
  await answer(call("DELETE", `${general}/${area.properties.id}`, server.defaultAccount), 204);
  await answer(call("DELETE", `${general}/${area.properties.id}`, server.defaultAccount), 404);
});

serverTest("the areas for everybody can be replaced or inverted; those of accounts stay", async (server) => {
  const call = caller(server), bob = await server.account("bob"), general = "configuration/excluded_areas";
  const own = await answer(call("POST", "users/me/excluded_areas", bob, square(3, 3)));
  assert.ok(own.properties.account_id);
  const replace = (features: unknown[], query = "") =>
    call("PUT", `${general}${query}`, server.defaultAccount, { type: "FeatureCollection", features });
  const labels = (collection: { features: { properties: { label?: string } }[] }) =>
    collection.features.map(({ properties }) => properties.label);
  const two = [square(0, 0, { label: "first" }), square(7, 7, { label: "second" })];
  assert.deepEqual(labels(await answer(replace(two))), [undefined, "first", "second"]);
  const inverted = await answer(replace([square(0, 0)], "?invert=true"));
  assert.ok(inverted.features.length > 2);
  const contains = async (longitude: number, latitude: number) =>
    (await server.sql`SELECT FROM excluded_areas
      WHERE account_id IS NULL AND ST_Contains(geom, ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4326))`)
      .length;
  assert.deepEqual([await contains(0.5, 0.5), await contains(100.123, 30.456)], [0, 1]);
  await answer(replace([], "?invert=true"), 400);
  assert.deepEqual(labels(await answer(replace([]))), [undefined]);
  await answer(call("DELETE", `users/me/excluded_areas/${own.properties.id}`, server.defaultAccount), 404);
  await answer(call("DELETE", `users/me/excluded_areas/${own.properties.id}`, bob), 204);
});

serverTest("invalid areas are refused by field", async (server) => {
  const call = caller(server), bob = await server.account("bob"), own = "users/me/excluded_areas";
  const withRing = (ring: unknown) => ({ ...square(0, 0), geometry: { type: "Polygon", coordinates: [ring] } });
  const fields = async (body: unknown) => (await answer(call("POST", own, bob, body), 400)).details[0].fields;
  assert.deepEqual(await fields({ ...square(0, 0), geometry: null }), ["geometry"]);
  assert.deepEqual(await fields({ ...square(0, 0), properties: null }), ["properties"]);
  assert.deepEqual(await fields(withRing([[0, 0], [1, 1], [0, 1], [1, 0]])), ["geometry", "coordinates", 0]);
  assert.deepEqual(await fields(withRing([[0, 0], [200, 1], [0, 1], [0, 0]])), ["geometry", "coordinates", 0, 1, 0]);
  const line = withRing([[0, 0], [1, 1], [2, 2], [0, 0]]);
  assert.deepEqual(await fields(line), ["geometry"]);
  for (const query of ["", "?invert=true"]) {
    const all = { type: "FeatureCollection", features: [square(0, 0), line] };
    const refusal = call("PUT", `configuration/excluded_areas${query}`, server.defaultAccount, all);
    assert.deepEqual((await answer(refusal, 400)).details[0].fields, ["features", 1, "geometry"]);
  }
  await answer(fetch(`${server.url}/api/${own}`, { method: "POST", headers: bob, body: "x" }), 415);
  assert.equal((await server.sql`SELECT FROM excluded_areas`).length, 0);
});

const circle = (corners: number) => {
  const ring = Array.from({ length: corners - 1 }, (_, index) => {
    const angle = index / (corners - 1) * 2 * Math.PI;
    return [10 + 5 * Math.cos(angle), 10 + 5 * Math.sin(angle)];
  });
  return { ...square(0, 0), geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] } };
};

serverTest("areas that cross themselves or have too many corners are refused at once", async (server) => {
  const call = caller(server), bob = await server.account("bob"), own = "users/me/excluded_areas";
  const refusal = async (body: unknown) => {
    const start = performance.now();
    const { details: [{ fields, error }] } = await answer(call("POST", own, bob, body), 400);
    assert.ok(performance.now() - start < 5000, `${performance.now() - start} ms`);
    return { fields, error };
  };
  const bowTie = { type: "Polygon", coordinates: [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]] };
  assert.deepEqual(await refusal({ ...square(0, 0), geometry: bowTie }), {
    fields: ["geometry"],
    error: "The polygon is not valid: Self-intersection[0.5 0.5]",
  });
  const overlapping = [0, 0.5].map((west) => square(west, 0).geometry.coordinates);
  const { fields } = await refusal({ ...square(0, 0), geometry: { type: "MultiPolygon", coordinates: overlapping } });
  assert.deepEqual(fields, ["geometry"]);
  // Every edge crosses about a third of the others.
  const tangle = Array.from({ length: 998 }, (_, index) => [index * 7919 % 997 / 100, index * 104729 % 991 / 100]);
  const tangled = { ...square(0, 0), geometry: { type: "Polygon", coordinates: [[...tangle, tangle[0]]] } };
  assert.match((await refusal(tangled)).error, /not valid/);
  assert.match((await refusal(circle(1001))).error, /at most 1000 positions/);
  assert.equal((await answer(call("POST", own, bob, circle(1000)))).geometry.coordinates[0][0].length, 1000);
});

serverTest("an account has a limited number of areas, even with concurrent requests", async (server) => {
  const call = caller(server), bob = await server.account("bob"), own = "users/me/excluded_areas";
  await server.sql`
    INSERT INTO excluded_areas (account_id, geom)
    SELECT id, ST_GeomFromText('SRID=4326;MULTIPOLYGON(((0 0,1 0,1 1,0 0)))')
    FROM accounts, generate_series(1, 98) WHERE name = 'bob'`;
  const statuses = await Promise.all(Array.from({ length: 5 }, async (_, index) => {
    const response = await call("POST", own, bob, square(index, 0));
    await response.body?.cancel();
    return response.status;
  }));
  assert.deepEqual(statuses.sort(), [200, 200, 400, 400, 400]);
  assert.equal((await answer(call("GET", own, bob))).features.length, 100);
});
