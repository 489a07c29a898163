// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { BASE, type StacTest, stacTest } from "../support.ts";
import { seedSequence, uuid, walk } from "../seeds.ts";

const ROOT = { rel: "root", type: "application/json", title: "Instance catalog", href: `${BASE}/api/` };
const ranks = (answer: any) => answer.features.map((item: any) => item.properties["geovisio:rank_in_collection"]);

const around = (longitude: number, latitude: number) => [longitude - 1, latitude - 1, longitude + 1, latitude + 1];
const SECOND = around(1.9191896230158, 49.0068986459004), FOURTH = around(1.919199780601944, 49.006954854);
const AROUND_FIRST_TWO = {
  type: "Polygon",
  coordinates: [[
    [1.91918, 49.00687],
    [1.919192, 49.00687],
    [1.919192, 49.00691],
    [1.91918, 49.00691],
    [1.91918, 49.00687],
  ]],
};
const FIRST = { type: "Point", coordinates: [1.9191854, 49.0068896] };

/** A line along a parallel. */
function acrossTheWorld(latitude: number) {
  return { type: "LineString", coordinates: [[-170, latitude], [170, latitude]] };
}

async function seed({ sql, account }: StacTest): Promise<void> {
  await seedSequence(sql, { id: uuid(1), account: await account("bob"), pictures: walk(11) });
  await sql`
    INSERT INTO pictures_semantics (picture_id, key, value) VALUES
      (${uuid(11)}, 'weather', 'sunny'), (${uuid(12)}, 'mode', 'bike'), (${uuid(12)}, 'weather', 'sunny')`;
  await sql`INSERT INTO annotations (id, picture_id, shape) VALUES (${uuid(90)}, ${uuid(13)}, '{}')`;
  await sql`INSERT INTO annotations_semantics (annotation_id, key, value) VALUES (${uuid(90)}, 'weather', 'sunny')`;
}

const CASES: [Record<string, unknown>, number[]][] = [
  [{}, [5, 4, 3, 2, 1]],
  [{ limit: 2 }, [5, 4]],
  [{ bbox: [0, 0, 1, 1] }, []],
  [{ bbox: SECOND }, [2, 1, 3, 4, 5]],
  [{ bbox: FOURTH }, [4, 5, 3, 2, 1]],
  [{ bbox: FOURTH, limit: 3 }, [4, 5, 3]],
  [{ bbox: SECOND, sortby: "-ts" }, [5, 4, 3, 2, 1]],
  [{ bbox: [170, 40, 10, 50], sortby: "ts" }, [1, 2, 3, 4, 5]],
  [{ bbox: [170, 40, -170, 50] }, []],
  [{ datetime: "2021-07-29T11:16:54+02" }, [1]],
  [{ datetime: "2021-07-29T11:16:54+02/2021-07-29T11:16:58+02" }, [3, 2, 1]],
  [{ datetime: "2021-07-29T09:16:59Z/.." }, [5, 4]],
  [{ datetime: "../2021-07-29T09:16:55Z" }, [1]],
  [{ datetime: "2021-01-01T00:00:00Z" }, []],
  [{ sortby: "updated" }, [1, 2, 3, 4, 5]],
  [{ sortby: "+ts" }, [1, 2, 3, 4, 5]],
  [{ sortby: "-id", limit: 1 }, [5]],
  [{ ids: [uuid(11), uuid(12)] }, [2, 1]],
  [{ ids: [uuid(12), uuid(11), uuid(99)] }, [2, 1]],
  [{ ids: [uuid(12)], datetime: "1999-01-01T00:00:00Z" }, []],
  [{ ids: [uuid(12)], collections: [uuid(1)] }, [2]],
  [{ ids: [uuid(12)], collections: [uuid(2)] }, []],
  [{ ids: [uuid(99)] }, []],
  [{ collections: [uuid(1)] }, [5, 4, 3, 2, 1]],
  [{ collections: [uuid(2)] }, []],
  [{ collections: [uuid(2), uuid(1)], bbox: SECOND, limit: 2 }, [2, 1]],
  [{ intersects: AROUND_FIRST_TWO }, [1, 2]],
  [{ intersects: FIRST }, [1]],
  [{ intersects: acrossTheWorld(49.00688961988304) }, [1]],
  [{
    intersects: {
      type: "MultiLineString",
      coordinates: [acrossTheWorld(-3).coordinates, acrossTheWorld(49.00688961988304).coordinates],
    },
  }, [1]],
  [{ intersects: { type: "MultiPoint", coordinates: [FIRST.coordinates, [100, 10]] } }, [1]],
  [{ intersects: { type: "GeometryCollection", geometries: [FIRST, AROUND_FIRST_TWO] }, sortby: "ts" }, [1, 2]],
  [{ bbox: [1, 49, -10, 2, 50, 100], sortby: "ts" }, [1, 2, 3, 4, 5]],
  [{ sortby: "-properties.datetime" }, [5, 4, 3, 2, 1]],
  [{ place_position: [1.9191859, 49.0068908], place_distance: "0-10", limit: 2 }, [1, 2]],
  [{ place_position: [1.9191859, 49.0068908], place_distance: "5-20" }, [4, 5]],
  [{ place_position: [179.9999, -89.9999], place_distance: "0-9000" }, []],
  [{ filter: `"semantics.weather" = 'sunny'` }, [3, 2, 1]],
  [{ filter: `"semantics.weather" = 'sunny' AND semantics.mode LIKE 'b%'` }, [2]],
  [{ filter: `semantics.weather IN ('sunny', 'rain') AND NOT semantics.mode IS NULL` }, [2]],
  [{ filter: `"semantics.weather" IS NOT NULL`, ids: [uuid(11), uuid(14)] }, [1]],
  [{ filter: `semantics.mode = 'bike' OR semantics.weather = 'nothing' OR "semantics.mode" LIKE 'b%'` }, [2]],
  [{ filter: `semantics.weather = 'sunny' OR semantics IS NULL` }, [5, 4, 3, 2, 1]],
  [{ filter: `NOT (semantics.weather = 'sunny' OR semantics.mode = 'bike')` }, [5, 4]],
  [{ filter: "semantics IS NULL" }, [5, 4]],
  [{ filter: `"view:azimuth" BETWEEN 300 AND 352 OR id = '${uuid(12)}'` }, [4, 2, 1]],
  [{ filter: "datetime > TIMESTAMP('2021-07-29T09:16:59Z')" }, [5, 4]],
  [{ filter: { op: "<", args: [{ property: "view:azimuth" }, 12] }, "filter-lang": "cql2-json" }, [3, 2]],
  [{ filter: `collection = '${uuid(1)}' AND FALSE` }, []],
  [{ filter: `collection = '${uuid(1)}'` }, [5, 4, 3, 2, 1]],
  [{ filter: `collection IN ('${uuid(1)}', '${uuid(2)}') AND id <> '${uuid(13)}'` }, [5, 4, 2, 1]],
  [{ filter: `collection = '${uuid(2)}'` }, []],
  [{ filter: `collection = '${uuid(2)}'`, collections: [uuid(1)] }, []],
  [{ filter: `collection = '${uuid(2)}' OR id = '${uuid(13)}'` }, [3]],
  [{ filter: "eo:cloud_cover <= 10" }, []],
  [{ filter: "eo:cloud_cover IS NULL AND properties.sat:orbit_state IS NULL" }, [5, 4, 3, 2, 1]],
  [{ intersects: AROUND_FIRST_TWO, datetime: "2021-07-29T09:16:56Z" }, [2]],
];

stacTest("GET and POST /api/search find the same items", async (test) => {
  await seed(test);
  const { json } = test;
  for (const [criteria, expected] of CASES) {
    const texts = Object.entries(criteria).map((
      [name, value],
    ) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]);
    const asked = await json(`/api/search?${new URLSearchParams(texts)}`);
    const posted = await json("/api/search", { init: post(JSON.stringify(criteria)) });
    assert.deepEqual(ranks(asked), expected, JSON.stringify(criteria));
    assert.deepEqual(posted.features, asked.features, JSON.stringify(criteria));
    assert.equal(asked.type, "FeatureCollection");
    assert.deepEqual(asked.links[0], ROOT);
  }
});

stacTest("GET /api/search looks for pictures of several sequences in those that a filter names", async (test) => {
  await seed(test);
  const { sql, json } = test;
  await seedSequence(sql, { id: uuid(2), account: await test.account("eve") });
  await sql`INSERT INTO sequences_pictures (seq_id, rank, pic_id) VALUES (${uuid(2)}, 1, ${uuid(13)})`;
  for (const collection of [uuid(1), uuid(2)]) {
    const { features } = await json(
      `/api/search?filter=${encodeURIComponent(`collection = '${collection}' AND id = '${uuid(13)}'`)}`,
    );
    assert.deepEqual(features.map((item: any) => [item.id, item.collection]), [[uuid(13), collection]]);
  }
});

stacTest("GET /api/search links items to their neighbours in the sequence", async (test) => {
  await seed(test);
  const { features: [item] } = await test.json("/api/search?datetime=2021-07-29T09:16:58Z");
  const neighbours = item.links.filter(({ rel }: any) => rel === "next" || rel === "prev");
  assert.deepEqual(neighbours.map(({ rel, id }: any) => [rel, id]), [["next", uuid(14)], ["prev", uuid(12)]]);
});

stacTest("GET /api/search with one id answers the item as its own route does", async (test) => {
  await seed(test);
  const { json } = test;
  for (const role of ["anonymous", "bob", "admin"]) {
    const { features } = await json(`/api/search?ids=${uuid(12)}`, { role });
    assert.deepEqual(features, [await json(`/api/pictures/${uuid(12)}`, { role })]);
  }
});

stacTest("POST /api/search wants a JSON object", async (test) => {
  await seed(test);
  const { json } = test;
  const message = "Search using POST method should have a JSON body";
  for (
    const init of [
      { method: "POST" },
      { method: "POST", body: "{}", headers: { "Content-Type": "text/plain" } },
      { method: "POST", body: new URLSearchParams({ limit: "1" }) },
      post("[]"),
      post("3"),
      post("null"),
    ]
  ) assert.deepEqual(await json("/api/search", { status: 400, init }), { message, status_code: 400 });
  await json("/api/search", { status: 400, init: post("{") });
  const charset = {
    method: "POST",
    body: '{"limit":1}',
    headers: { "Content-Type": "application/json; charset=utf-8" },
  };
  assert.deepEqual(ranks(await json("/api/search", { init: charset })), [5]);
  for (const body of ['{"limit":0}', '{"bbox":[1]}', '{"intersects":"{"}', '{"intersects":{"type":"Feature"}}']) {
    await json("/api/search", { status: 400, init: post(body) });
  }
  // What JavaScript's objects inherit is not a parameter.
  assert.equal(ranks(await json("/api/search", { init: post('{"__proto__": {"limit": 0}}') })).length, 5);
});

stacTest("GET /api/search answers polygons that cross themselves", async (test) => {
  await seed(test);
  const bowtie = { type: "Polygon", coordinates: [[[1, 49], [2, 50], [2, 49], [1, 50], [1, 49]]] };
  for (const intersects of [bowtie, { type: "GeometryCollection", geometries: [bowtie, FIRST] }]) {
    const answer = await test.json(`/api/search?intersects=${encodeURIComponent(JSON.stringify(intersects))}`);
    assert.ok(Array.isArray(answer.features));
  }
});

stacTest(
  "GET and POST /api/search lead from page to page, losing and repeating nothing",
  async ({ sql, account, json }) => {
    // Many are equally far and equally old, and one is in two sequences.
    const bob = await account("bob"), size = 23;
    const pictures = Array.from({ length: size }, (_, index) => ({
      id: uuid(100 + index),
      longitude: 2 + Math.floor(index / 7) * 0.001,
      latitude: 48,
      ts: `2021-07-29T09:16:${10 + Math.floor(index / 5)}.000001Z`,
    }));
    await seedSequence(sql, { id: uuid(1), account: bob, pictures });
    await seedSequence(sql, { id: uuid(2), account: bob });
    await sql`INSERT INTO sequences_pictures (seq_id, rank, pic_id) VALUES (${uuid(2)}, 1, ${uuid(103)})`;
    const ids = pictures.map(({ id }) => id);
    for (
      const criteria of [
        {},
        { sortby: "ts" },
        { sortby: "-ts,-id" },
        { sortby: "id" },
        { bbox: [1, 47, 3, 49] },
        { place_position: [2, 48.0001], place_distance: "0-5000" },
        { intersects: { type: "Polygon", coordinates: [[[1, 47], [3, 47], [3, 49], [1, 49], [1, 47]]] } },
        { collections: [uuid(1), uuid(2)] },
        { ids },
        { datetime: "2021-01-01T00:00:00Z/..", filter: "semantics IS NULL" },
      ]
    ) {
      const [whole] = await pages(json, { ...criteria, limit: 100 });
      for (const limit of [1, 4, 10, size]) {
        const found = await pages(json, { ...criteria, limit });
        assert.equal(found.length, Math.ceil(size / limit), JSON.stringify({ ...criteria, limit }));
        assert.deepEqual(found.flat(), whole, JSON.stringify({ ...criteria, limit }));
        assert.deepEqual([...found.flat()].sort(), ids);
      }
    }
    for (const token of ["x", "YQ", "a b", "MjAyMS0wMS0wMXxh", "9".repeat(400)]) {
      await json(`/api/search?token=${encodeURIComponent(token)}`, { status: 400 });
    }
  },
);

/** The ids of each page, walked by GET; by POST they have to be the same. */
async function pages(json: StacTest["json"], criteria: Record<string, unknown>): Promise<string[][]> {
  const texts = Object.entries(criteria).map(([name, value]) => [
    name,
    typeof value === "object" ? JSON.stringify(value) : String(value),
  ]);
  const found: string[][] = [];
  let path: string | undefined = `/api/search?${new URLSearchParams(texts)}`;
  let body: unknown = criteria;
  while (path) {
    const asked: any = await json(path), posted: any = await json("/api/search", { init: post(JSON.stringify(body)) });
    assert.deepEqual(posted.features, asked.features);
    found.push(asked.features.map(({ id }: any) => id));
    const next = asked.links.find(({ rel }: any) => rel === "next");
    const nextPost = posted.links.find(({ rel }: any) => rel === "next");
    assert.equal(next === undefined, nextPost === undefined);
    if (nextPost) assert.equal(nextPost.method, "POST");
    path = next?.href.slice(BASE.length);
    body = nextPost?.body;
  }
  return found;
}

function post(body: string): RequestInit {
  return { method: "POST", body, headers: { "Content-Type": "application/json" } };
}
