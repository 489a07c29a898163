/** Sequences that cross the antimeridian, and the poles: right on both sides. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { readTile } from "../map/support.ts";
import { type PictureSeed, seedSequence, uuid } from "./seeds.ts";
import { type StacTest, stacTest } from "./support.ts";

/** Pictures eastwards, `step` degrees apart, of which `before` lie west of 180°. */
function eastwards(firstNumber: number, count: number, before: number, latitude = 1, step = 0.0001): PictureSeed[] {
  return Array.from({ length: count }, (_, index) => {
    const longitude = 180 + (index - before + 0.5) * step;
    return {
      id: uuid(firstNumber + index),
      longitude: longitude > 180 ? longitude - 360 : longitude,
      latitude,
      ts: new Date(Date.UTC(2024, 0, 1, 0, 0, index)).toISOString(),
    };
  });
}

// deno-lint-ignore no-explicit-any
const ids = (answer: any) => (answer.features ?? answer.collections).map(({ id }: { id: string }) => id).sort();

/** Longitude of a position of a tile. */
function longitudeOf(zoom: number, column: number, x: number): number {
  return (column + x / 4096) / 2 ** zoom * 360 - 180;
}

async function seedCrossing({ sql, account }: StacTest): Promise<string> {
  const bob = await account("bob");
  await seedSequence(sql, { id: uuid(1), account: bob, title: "Taveuni", pictures: eastwards(10, 14, 7) });
  await seedSequence(sql, { id: uuid(2), account: bob, pictures: eastwards(30, 3, 100) });
  await sql`SELECT compute_pictures_aggregate_grid()`;
  return bob;
}

stacTest("A sequence over the antimeridian has a narrow box, a short line, and no part elsewhere", async (test) => {
  const bob = await seedCrossing(test), { sql, json, ask } = test;
  const { extent, "geovisio:length_km": length } = await json(`/api/collections/${uuid(1)}`);
  assert.deepEqual(extent.spatial.bbox, [[179.99935, 1, -179.99935, 1]]);
  assert.ok(Math.abs(length - 0.1447) < 0.002, `${length} km`);
  const rows = await sql<{ line: { type: string; coordinates: [number, number][][] } }[]>`
    SELECT ST_AsGeoJSON(geom, 5)::json AS line FROM sequences WHERE id = ${uuid(1)}`;
  const { line } = onlyRow(rows);
  assert.equal(line.coordinates.length, 2);
  const [west, east] = line.coordinates;
  assert.deepEqual([west?.[0], west?.at(-1)], [[179.99935, 1], [180, 1]]);
  assert.deepEqual([east?.[0], east?.at(-1)], [[-180, 1], [-179.99935, 1]]);

  for (
    const [bbox, expected] of [
      ["0,-10,10,10", []],
      ["179.9,0,180,2", [1, 2]],
      ["-180,0,-179.9,2", [1]],
      ["179.999,0,-179.999,2", [1]],
      ["-179,0,179,2", []],
      ["-180,-90,180,90", [1, 2]],
    ] as [string, number[]][]
  ) assert.deepEqual(ids(await json(`/api/collections?bbox=${bbox}`)), expected.map(uuid), bbox);

  const user = await json(`/api/users/${bob}/collection`);
  assert.deepEqual(user.extent.spatial.bbox, [[179.99005, 1, -179.99935, 1]]);
  const csv = await (await ask(`/api/users/${bob}/collection?format=csv`)).text();
  assert.match(csv, /,179.99935,1,-179.99935,1,14,/);
  const [[west32, , east32]] = (await json("/api")).extent.spatial.bbox;
  assert.ok(west32 > 179.99 && east32 < -179.999, `${west32} to ${east32}`);
});

stacTest("Items are found on both sides of the antimeridian, the nearest first", async (test) => {
  await seedCrossing(test);
  const { sql, json, account } = test;
  const found = async (query: string) =>
    (await json(`/api/search?limit=100&${query}`)).features.map(({ id }: { id: string }) => id);
  const first = Array.from({ length: 14 }, (_, index) => uuid(10 + index));
  assert.deepEqual((await found("bbox=179.999,0,-179.999,2")).sort(), first);
  assert.deepEqual((await found("bbox=179.999,0,180,2")).sort(), first.slice(0, 7));
  assert.deepEqual((await found("bbox=-180,0,-179.999,2")).sort(), first.slice(7));
  assert.deepEqual(await found("bbox=0,0,10,2"), []);
  // From the middle on, once on this side and once on that.
  const nearest = await found("bbox=179.9994,0,-179.9994,2");
  assert.deepEqual(new Set(nearest.slice(0, 2)), new Set([uuid(16), uuid(17)]));
  const around = `place_position=179.99999,1&place_distance=0-30`;
  assert.deepEqual(new Set(await found(around)), new Set([14, 15, 16, 17, 18, 19].map(uuid)));
  const page = await json(`/api/collections/${uuid(1)}/items?bbox=179.9998,0,-179.9998,2&limit=2`);
  assert.deepEqual([ids(page), page.numberMatched, page.numberReturned], [[uuid(15), uuid(16)], 4, 2]);

  // A point that has two names.
  const bob = await account("camille");
  await seedSequence(sql, { id: uuid(5), account: bob, pictures: [{ id: uuid(50), longitude: 180, latitude: 5 }] });
  for (const bbox of ["179,4,180,6", "-180,4,-179,6", "179,4,-179,6"]) {
    assert.deepEqual(await found(`bbox=${bbox}`), [uuid(50)], bbox);
  }
  for (const longitude of [180, -180]) {
    const point = encodeURIComponent(JSON.stringify({ type: "Point", coordinates: [longitude, 5] }));
    assert.deepEqual(await found(`intersects=${point}`), [uuid(50)], `${longitude}`);
  }
  // The picture of another sequence that is near on the other side is related.
  await seedSequence(sql, {
    id: uuid(6),
    account: bob,
    pictures: [{ id: uuid(60), longitude: -179.99996, latitude: 5 }],
  });
  const { links } = await json(`/api/pictures/${uuid(50)}`);
  assert.deepEqual(links.filter(({ rel }: { rel: string }) => rel === "related").map(({ id }: { id: string }) => id), [
    uuid(60),
  ]);
});

stacTest("Tiles show a sequence over the antimeridian on both sides, and nowhere else", async (test) => {
  await seedCrossing(test);
  const { ask } = test;
  for (const zoom of [7, 10, 13, 15]) {
    const side = 2 ** zoom, row = Math.floor((1 - Math.asinh(Math.tan(Math.PI / 180)) / Math.PI) / 2 * side);
    for (const [column, expected] of [[0, -180], [side - 1, 180], [side / 2, undefined]] as const) {
      const tile = await readTile(await ask(`/api/map/${zoom}/${column}/${row}.mvt`));
      const lines = (tile.sequences ?? []).filter(({ attributes }) => attributes.id === uuid(1));
      assert.equal(lines.length, zoom < 9 || expected === undefined ? lines.length && 1 : 1, `${zoom}/${column}`);
      if (expected === undefined) assert.equal(lines.length, 0, `${zoom}/${column}`);
      for (const [x] of lines.flatMap(({ geometry }) => geometry.flat())) {
        assert.ok(
          Math.abs(longitudeOf(zoom, column, x) - (expected ?? 0)) < 0.01 + 360 / side / 4096,
          `${zoom}/${column}`,
        );
      }
    }
  }
  for (const [zoom, columns] of [[0, 1], [5, 32]] as const) {
    for (let column = 0; column < columns; column += Math.max(1, columns - 1)) {
      assert.ok((await readTile(await ask(`/api/map/${zoom}/${column}/${zoom === 0 ? 0 : 15}.mvt`))).grid?.length);
    }
  }
});

stacTest("Sequences at the poles are found and shown, and break no tile", async ({ sql, json, ask, account }) => {
  const bob = await account("bob");
  // A walk around the South Pole, and one across the North Pole.
  const around = Array.from({ length: 12 }, (_, index) => ({
    id: uuid(100 + index),
    longitude: -180 + index * 30,
    latitude: -89.9998,
  }));
  const across = [89.9996, 89.9999, 90, 89.9999, 89.9996].map((latitude, index) => ({
    id: uuid(200 + index),
    longitude: index < 2 ? 10 : -170,
    latitude,
  }));
  await seedSequence(sql, { id: uuid(1), account: bob, pictures: around });
  await seedSequence(sql, { id: uuid(2), account: bob, pictures: across });
  const edge = Array.from({ length: 5 }, (_, index) => ({
    id: uuid(300 + index),
    longitude: 2,
    latitude: 85.0509 + index * 0.0003,
  }));
  await seedSequence(sql, { id: uuid(3), account: bob, pictures: edge });
  await sql`SELECT compute_pictures_aggregate_grid()`;
  assert.deepEqual(ids(await json("/api/collections?bbox=-180,-90,180,-89")), [uuid(1)]);
  assert.deepEqual(ids(await json("/api/collections?bbox=-180,89,180,90")), [uuid(2)]);
  assert.equal((await json("/api/search?limit=100&bbox=-180,-90,180,-89")).features.length, 12);
  const near = await json("/api/search?limit=100&place_position=0,-90&place_distance=0-40&place_fov_tolerance=180");
  assert.equal(near.features.length, 12);
  for (const id of [1, 2, 3]) {
    const [[west, south, east, north]] = (await json(`/api/collections/${uuid(id)}`)).extent.spatial.bbox;
    assert.ok(Math.abs(west) <= 180 && Math.abs(east) <= 180 && south <= north);
  }
  for (const zoom of [0, 3, 6, 7, 11, 15]) {
    const last = 2 ** zoom - 1;
    for (const column of [0, Math.floor(182 / 360 * 2 ** zoom), last]) {
      for (const row of [0, last]) {
        const response = await ask(`/api/map/${zoom}/${column}/${row}.mvt`);
        assert.equal(response.status, 200, `${zoom}/${column}/${row}: ${await response.clone().text()}`);
        await readTile(response);
      }
    }
  }
  assert.equal((await ask(`/api/users/${bob}/map/0/0/0.mvt`)).status, 200);
});
