/** Every conformance class that the server declares, by the requests that a client makes because it is declared. */
// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { seedSequence, uuid, walk } from "./seeds.ts";
import { answer, serverTest } from "../../support/server.ts";

interface Client {
  /** `http://127.0.0.1:41234`, which all links begin with. */
  base: string;
  landing: any;
  ask(path: string): Promise<Response>;
  /** The JSON of an answer that must have the given status. */
  json(path: string, options?: { status?: number; init?: RequestInit }): Promise<any>;
  /** The JSON at an address that the server gave. */
  follow(href: string): Promise<any>;
}
type Check = (client: Client) => Promise<void>;

const SEQUENCE = uuid(1), OTHER = uuid(2);
const FIRST_THREE = [11, 12, 13].map(uuid), ALL = [...[11, 12, 13, 14, 15].map(uuid), uuid(21), uuid(22)];
const UNTIL_THIRD = "2021-07-29T09:16:54Z/2021-07-29T09:16:58Z";
/** Around the first three pictures of the walk. */
const BOX = "1.9191,49.0068,1.9192,49.00693";

const ids = (list: any): string[] => (list.features ?? list.collections).map(({ id }: { id: string }) => id);
const sorted = (list: any) => ids(list).sort();
const link = (object: any, rel: string, method?: string) => {
  const found = object.links.find((known: any) => known.rel === rel && (!method || known.method === method));
  assert.ok(found, `a link ${rel} of ${object.id ?? "the answer"}`);
  return found.href as string;
};
const post = (body: unknown) => ({
  init: { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) },
});
const encoded = encodeURIComponent;

async function pages({ follow }: Client, href: string): Promise<any[]> {
  const found = [await follow(href)];
  for (let next = nextOf(found[0]); next; next = nextOf(found.at(-1))) found.push(await follow(next));
  return found;
}
const nextOf = (page: any) => page.links.find(({ rel }: any) => rel === "next")?.href;

const featuresCore: Check = async (client) => {
  const { json, landing } = client;
  assert.ok(link(landing, "service-desc"));
  const { conformsTo } = await client.follow(link(landing, "conformance"));
  assert.deepEqual(landing.conformsTo, conformsTo);
  for (const collection of (await client.follow(link(landing, "data"))).collections) {
    assert.deepEqual((await client.follow(link(collection, "self"))).id, collection.id);
    await client.follow(link(collection, "items"));
  }
  const items = `/api/collections/${SEQUENCE}/items`;
  for (const query of [`bbox=${BOX}`, `datetime=${UNTIL_THIRD}`, `bbox=${BOX}&datetime=2021-07-29T09:16:54Z/..`]) {
    assert.deepEqual(sorted(await json(`${items}?${query}`)), FIRST_THREE, query);
    const paged = await pages(client, `${client.base}${items}?limit=2&${query}`);
    assert.deepEqual(paged.map(ids), [FIRST_THREE.slice(0, 2), FIRST_THREE.slice(2)], query);
    for (const { numberMatched } of paged) assert.equal(numberMatched, 3, query);
    assert.deepEqual(paged.map(({ numberReturned }) => numberReturned), [2, 1], query);
  }
  assert.deepEqual(ids(await json(`${items}?bbox=10,10,11,11`)), []);
  assert.deepEqual(ids(await json(`${items}?datetime=2020-01-01T00:00:00Z`)), []);
  await json(`${items}?bbox=1,2`, { status: 400 });
  await json(`${items}?datetime=yesterday`, { status: 400 });
};

const geojson: Check = async ({ ask }) => {
  for (const path of [`/api/collections/${SEQUENCE}/items`, `/api/collections/${SEQUENCE}/items/${uuid(11)}`]) {
    const response = await ask(path);
    assert.equal(response.headers.get("Content-Type"), "application/geo+json");
    const { type, features: [feature] = [undefined] } = await response.json();
    assert.equal(type, feature ? "FeatureCollection" : "Feature");
  }
};

const collectionSearch: Check = async (client) => {
  const { json } = client;
  assert.deepEqual(ids(await json(`/api/collections?bbox=${BOX}`)), [SEQUENCE]);
  assert.deepEqual(ids(await json("/api/collections?datetime=2022-01-01T00:00:00Z/..")), [OTHER]);
  assert.deepEqual((await pages(client, `${client.base}/api/collections?limit=1`)).map(ids), [[SEQUENCE], [OTHER]]);
};

const stacCore: Check = async ({ landing, follow }) => {
  assert.deepEqual([landing.type, landing.stac_version], ["Catalog", "1.0.0"]);
  for (const { href, rel } of landing.links) assert.match(href, /^http/, rel);
  assert.equal((await follow(link(landing, "root"))).id, landing.id);
  assert.equal((await follow(link(landing, "self"))).id, landing.id);
};

const browseable: Check = async ({ landing, follow }) => {
  const reached = new Set<string>(), seen = new Set<string>();
  const visit = async (href: string): Promise<void> => {
    if (seen.has(href)) return;
    seen.add(href);
    const object = await follow(href);
    if (object.type === "Feature") return void reached.add(object.id);
    if (object.features) { for (const id of ids(object)) reached.add(id); }
    for (const { rel, href: below } of object.links ?? []) {
      if (["child", "item", "items"].includes(rel)) await visit(below);
    }
  };
  await visit(link(landing, "self"));
  assert.deepEqual([...reached].sort(), ALL);
};

const stacCollections: Check = async ({ landing, follow }) => {
  const list = await follow(link(landing, "data"));
  assert.deepEqual(ids(list), [SEQUENCE, OTHER]);
  for (const { type, license, extent } of list.collections) {
    assert.deepEqual([type, typeof license], ["Collection", "string"]);
    assert.ok(extent.spatial.bbox && extent.temporal.interval);
  }
};

const stacFeatures: Check = async ({ json, follow }) => {
  for (const item of (await json(`/api/collections/${SEQUENCE}/items`)).features) {
    assert.equal(item.collection, SEQUENCE);
    assert.equal((await follow(link(item, "self"))).id, item.id);
    assert.equal((await follow(link(item, "collection"))).id, SEQUENCE);
  }
};

const itemSearch: Check = async (client) => {
  const { json, landing } = client;
  const get = link(landing, "search", "GET"), path = link(landing, "search", "POST").slice(client.base.length);
  const shape = {
    type: "Polygon",
    coordinates: [[[1.91, 49], [1.92, 49], [1.92, 49.00693], [1.91, 49.00693], [1.91, 49]]],
  };
  const criteria: [query: string, body: Record<string, unknown>, found: string[]][] = [
    ["", {}, ALL],
    [`bbox=${BOX}`, { bbox: BOX.split(",").map(Number) }, FIRST_THREE],
    [`datetime=${UNTIL_THIRD}`, { datetime: UNTIL_THIRD }, FIRST_THREE],
    [`intersects=${encoded(JSON.stringify(shape))}`, { intersects: shape }, FIRST_THREE],
    [`ids=${FIRST_THREE}`, { ids: FIRST_THREE }, FIRST_THREE],
    // An empty list of ids is one that nothing is in, as of a client that has none.
    ["ids=", { ids: [] }, []],
    [`collections=${OTHER}`, { collections: [OTHER] }, [uuid(21), uuid(22)]],
  ];
  for (const [query, body, found] of criteria) {
    assert.deepEqual(sorted(await client.follow(`${get}?${query}`)), found, query);
    assert.deepEqual(sorted(await json(path, post(body))), found, JSON.stringify(body));
    const paged = await pages(client, `${get}?limit=2&${query}`);
    assert.deepEqual(paged.flatMap(ids).sort(), found, `${query}, page by page`);
  }
};

const itemFilter: Check = async ({ json, follow, landing }) => {
  const { properties } = await follow(link(landing, "http://www.opengis.net/def/rel/ogc/1.0/queryables"));
  assert.ok(properties.datetime);
  const filter = `id = '${uuid(12)}' AND "view:azimuth" > 10`;
  assert.deepEqual(ids(await json(`/api/search?filter=${encoded(filter)}`)), [uuid(12)]);
};

/** Whatever sign a client writes, encoded or not: Java sends a space for a plus, STAC Browser no sign at all. */
async function assertSorts({ json }: Client, path: string, fields: string[]): Promise<void> {
  for (const field of fields) {
    const upwards = ids(await json(`${path}?sortby=${field}`));
    for (const sign of ["+", "%2B", "%20"]) {
      assert.deepEqual(ids(await json(`${path}?sortby=${sign}${field}`)), upwards, `${path} by ${sign}${field}`);
    }
    const downwards = ids(await json(`${path}?sortby=-${field}`));
    assert.deepEqual(downwards.toSorted(), upwards.toSorted(), `${path} by -${field}`);
    assert.notDeepEqual(downwards, upwards, `${path} by -${field}`);
  }
}

const itemSort: Check = async (client) => {
  await assertSorts(client, "/api/search", ["datetime", "properties.datetime", "created", "updated", "id"]);
  const sortby = [{ field: "properties.datetime", direction: "desc" }];
  const { features } = await client.json("/api/search", post({ sortby }));
  const times = features.map(({ properties }: any) => properties.datetime);
  assert.deepEqual(times, times.toSorted().reverse());
};

const collectionSort: Check = async (client) => {
  await assertSorts(client, "/api/collections", ["title", "id", "datetime", "created", "updated"]);
};

const collectionFilter: Check = async ({ json, follow }) => {
  const list = await json("/api/collections");
  const { properties } = await follow(link(list, "http://www.opengis.net/def/rel/ogc/1.0/queryables"));
  assert.ok(properties.title);
  assert.deepEqual(ids(await json(`/api/collections?filter=${encoded("title = 'Beta'")}`)), [OTHER]);
};

/** OGC API - Features part 3: what may be filtered by is also below each collection. */
const featuresFilter: Check = async (client) => {
  const { json } = client;
  const collection = await client.ask(`/api/collections/${SEQUENCE}`);
  await collection.body?.cancel();
  const path = `/api/collections/${SEQUENCE}/queryables`;
  const response = await client.ask(path);
  assert.match(response.headers.get("Content-Type")!, /^application\/schema\+json/);
  const { $id, properties } = await response.json();
  assert.equal($id, client.base + path);
  assert.ok(properties.datetime);
  assert.equal(
    collection.headers.get("Link"),
    `<${client.base}${path}>; rel="http://www.opengis.net/def/rel/ogc/1.0/queryables"`,
  );
  await json(`/api/collections/${uuid(99)}/queryables`, { status: 404 });
};

const basicCql2: Check = async ({ json }) => {
  const first = uuid(11);
  for (
    const [filter, found] of [
      [`id = '${first}'`, [first]],
      [`id <> '${first}'`, ALL.slice(1)],
      [`NOT id = '${first}'`, ALL.slice(1)],
      [`datetime < TIMESTAMP('2021-07-29T09:16:56Z')`, [first]],
      [`datetime >= TIMESTAMP('2021-07-29T09:17:02Z')`, [uuid(15), uuid(21), uuid(22)]],
      [`"view:azimuth" IS NULL`, [uuid(21), uuid(22)]],
      [`id = '${first}' OR "view:azimuth" = 11 AND "view:azimuth" > 11`, [first]],
    ] as const
  ) assert.deepEqual(sorted(await json(`/api/search?filter=${encoded(filter)}`)), found, filter);
};

const cql2Text: Check = async ({ json }) => {
  const query = `filter=${encoded(`id = '${uuid(12)}'`)}&filter-lang=cql2-text`;
  assert.deepEqual(ids(await json(`/api/search?${query}`)), [uuid(12)]);
};

const cql2Json: Check = async ({ json }) => {
  const filter = { op: "=", args: [{ property: "id" }, uuid(12)] };
  assert.deepEqual(ids(await json("/api/search", post({ filter, "filter-lang": "cql2-json" }))), [uuid(12)]);
};

const CLASSES: Record<string, Check> = {
  "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core": featuresCore,
  "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson": geojson,
  "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/simple-query": collectionSearch,
  "https://api.stacspec.org/v1.0.0/core": stacCore,
  "https://api.stacspec.org/v1.0.0/browseable": browseable,
  "https://api.stacspec.org/v1.0.0/collections": stacCollections,
  "https://api.stacspec.org/v1.0.0/ogcapi-features": stacFeatures,
  "https://api.stacspec.org/v1.0.0/item-search": itemSearch,
  "https://api.stacspec.org/v1.0.0/collection-search": collectionSearch,
  "https://api.stacspec.org/v1.0.0/item-search#filter": itemFilter,
  "https://api.stacspec.org/v1.0.0/item-search#sort": itemSort,
  "https://api.stacspec.org/v1.0.0/collection-search#filter": collectionFilter,
  "https://api.stacspec.org/v1.0.0/collection-search#sort": collectionSort,
  "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter": featuresFilter,
  "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2": basicCql2,
  "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text": cql2Text,
  "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json": cql2Json,
};

serverTest("Every declared conformance class holds", async ({ url, sql }) => {
  const { id: account } = onlyRow(await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
  await seedSequence(sql, { id: SEQUENCE, account, title: "Alpha", pictures: walk(11) });
  const far = [21, 22].map((number, index) => ({
    id: uuid(number),
    longitude: 10 + index / 10_000,
    latitude: 20,
    ts: `2022-03-04T10:00:0${index}Z`,
    updatedAt: `2024-06-01T10:00:0${index}Z`,
  }));
  await seedSequence(sql, { id: OTHER, account, title: "Beta", insertedAt: "2024-06-01T00:00:00Z", pictures: far });
  await sql`UPDATE sequences SET updated_at = inserted_at`;
  const json: Client["json"] = (path, { status, init } = {}) => answer(fetch(url + path, init), status);
  const client: Client = {
    base: url,
    landing: await json("/api"),
    ask: (path) => fetch(url + path),
    json,
    follow: (href) => answer(fetch(href)),
  };
  const { conformsTo } = await json("/api/conformance");
  assert.deepEqual(conformsTo, Object.keys(CLASSES), "each class has a check");
  for (const [name, check] of Object.entries(CLASSES)) {
    await check(client).catch((error) => {
      throw new Error(`${name}: ${error.message}`, { cause: error });
    });
  }
  // The pictures have no files that could be prepared.
}, { PICTURE_PROCESS_THREADS_LIMIT: "0" });
