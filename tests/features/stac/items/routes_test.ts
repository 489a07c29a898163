// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { BASE, stacTest } from "../support.ts";
import { PANORAMA, seedPicture, seedSequence, uuid, walk } from "../seeds.ts";

const LICENSE = {
  API_PICTURES_LICENSE_SPDX_ID: "etalab-2.0",
  API_PICTURES_LICENSE_URL: "https://example.org/license",
};
const ROOT = { rel: "root", type: "application/json", title: "Instance catalog", href: `${BASE}/api/` };
const SEQUENCE = uuid(1), COLLECTION = `${BASE}/api/collections/${SEQUENCE}`;

const ranks = (answer: any) => answer.features.map((item: any) => item.properties["geovisio:rank_in_collection"]);
const links = (item: any, rel: string) => item.links.filter((link: any) => link.rel === rel);

stacTest("GET an item answers it whole", async ({ sql, json, ask, account }) => {
  const bob = await account("bob");
  await seedSequence(sql, { id: SEQUENCE, account: bob, title: "Rue", pictures: walk(11) });
  const id = uuid(12), api = `${BASE}/api/pictures/${id}`;
  await sql`UPDATE pictures SET exif = ${sql.json({ "Exif.Image.Make": "GoPro", "Exif.Image.Artist": "Ann" })}
    WHERE id = ${id}`;
  await sql`INSERT INTO pictures_semantics (picture_id, key, value) VALUES (${id}, 'b', 'x'), (${id}, 'a', 'y')`;
  await sql`INSERT INTO sequences_semantics (sequence_id, key, value) VALUES (${SEQUENCE}, 'camera_support', 'bike')`;
  const shape = { type: "Polygon", coordinates: [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]] };
  await sql`INSERT INTO annotations (id, picture_id, shape) VALUES (${uuid(91)}, ${id}, ${sql.json(shape)}),
    (${uuid(90)}, ${id}, ${sql.json(shape)})`;
  await sql`INSERT INTO annotations_semantics (annotation_id, key, value)
    VALUES (${uuid(90)}, 'b', '2'), (${uuid(90)}, 'a', '1')`;
  await sql`UPDATE pictures SET updated_at = '2024-05-02T00:00:00Z' WHERE id = ${id}`;
  const jpeg = { type: "image/jpeg" };
  const neighbour = (rel: string, id: string, coordinates: number[]) => ({
    rel,
    type: "application/geo+json",
    id,
    geometry: { type: "Point", coordinates },
    href: `${COLLECTION}/items/${id}`,
  });
  const item = {
    type: "Feature",
    stac_version: "1.0.0",
    stac_extensions: [
      "https://stac-extensions.github.io/view/v1.0.0/schema.json",
      "https://stac-extensions.github.io/tiled-assets/v1.0.0/schema.json",
    ],
    id,
    collection: SEQUENCE,
    geometry: { type: "Point", coordinates: [1.919189623, 49.006898646] },
    bbox: [1.919189623, 49.006898646, 1.919189623, 49.006898646],
    providers: [{ name: "bob", roles: ["producer"], id: bob }, { name: "Ann", roles: ["producer"] }],
    properties: {
      datetime: "2021-07-29T09:16:56+00:00",
      datetimetz: "2021-07-29T11:16:56+02:00",
      created: "2024-05-01T10:00:02.000012+00:00",
      updated: "2024-05-02T00:00:00+00:00",
      license: "etalab-2.0",
      "view:azimuth": 11,
      "pers:interior_orientation": {
        camera_manufacturer: "GoPro",
        camera_model: "Max",
        focal_length: 3,
        field_of_view: 360,
        sensor_array_dimensions: [5760, 2880],
      },
      "pers:pitch": 0,
      "pers:roll": 0,
      "geovisio:status": "ready",
      "geovisio:visibility": "anyone",
      "geovisio:producer": "bob",
      "geovisio:rank_in_collection": 2,
      "geovisio:image": `${api}/hd.jpg`,
      "geovisio:thumbnail": `${api}/thumb.jpg`,
      "original_file:size": 3251027,
      "original_file:name": "2.jpg",
      "panoramax:horizontal_pixel_density": 16,
      "quality:horizontal_accuracy": 4,
      exif: { "Exif.Image.Make": "GoPro", "Exif.Image.Artist": "Ann" },
      semantics: [{ key: "a", value: "y" }, { key: "b", value: "x" }],
      annotations: [
        { id: uuid(90), shape, semantics: [{ key: "a", value: "1" }, { key: "b", value: "2" }] },
        { id: uuid(91), shape, semantics: [] },
      ],
      collection: { semantics: [{ key: "camera_support", value: "bike" }] },
      "tiles:tile_matrix_sets": {
        geovisio: {
          type: "TileMatrixSetType",
          title: `GeoVisio tile matrix for picture ${id}`,
          identifier: `geovisio-${id}`,
          tileMatrix: [{
            type: "TileMatrixType",
            identifier: "0",
            scaleDenominator: 1,
            topLeftCorner: [0, 0],
            tileWidth: 720,
            tileHeight: 720,
            matrixWidth: 8,
            matrixHeight: 4,
          }],
        },
      },
    },
    assets: {
      hd: {
        title: "HD picture",
        description: "Highest resolution available of this picture",
        roles: ["data"],
        ...jpeg,
        href: `${api}/hd.jpg`,
      },
      sd: {
        title: "SD picture",
        description: "Picture in standard definition (fixed width of 2048px)",
        roles: ["visual"],
        ...jpeg,
        href: `${api}/sd.jpg`,
      },
      thumb: {
        title: "Thumbnail",
        description: "Picture in low definition (fixed width of 500px)",
        roles: ["thumbnail"],
        ...jpeg,
        href: `${api}/thumb.jpg`,
      },
    },
    asset_templates: {
      tiles: {
        title: "HD tiled picture",
        description: "Highest resolution available of this picture, as tiles",
        roles: ["data"],
        ...jpeg,
        href: `${api}/tiled/{TileCol}_{TileRow}.jpg`,
      },
    },
    links: [
      ROOT,
      { rel: "parent", type: "application/json", href: COLLECTION },
      { rel: "self", type: "application/geo+json", href: `${COLLECTION}/items/${id}` },
      { rel: "collection", type: "application/json", href: COLLECTION },
      { rel: "license", title: "License for this object (etalab-2.0)", href: "https://example.org/license" },
      neighbour("next", uuid(13), [1.919196361, 49.00692626]),
      neighbour("prev", uuid(11), [1.919185442, 49.00688962]),
    ],
  };
  for (
    const path of [
      `/api/collections/${SEQUENCE}/items/${id}`,
      `/api/pictures/${id}`,
      `/api/pictures/${id}/`,
      // Clients have always been able to ask with another collection.
      `/api/collections/${uuid(99)}/items/${id}`,
    ]
  ) assert.deepEqual(await json(path), item, path);
  const listed = (await json(`/api/collections/${SEQUENCE}/items`)).features[1];
  assert.deepEqual(listed, item);
  const response = await ask(`/api/pictures/${id}`);
  assert.equal(response.headers.get("Content-Type"), "application/geo+json");
  await response.body?.cancel();
}, LICENSE);

stacTest("GET an item answers a flat picture of which little is known", async ({ sql, json, account }) => {
  const pictures = [{ id: uuid(11), longitude: 0, latitude: 0, metadata: {}, exif: {}, accuracy: 0 }];
  await seedSequence(sql, { id: SEQUENCE, account: await account("bob"), pictures });
  await sql`UPDATE pictures SET metadata = NULL, exif = NULL`;
  const item = await json(`/api/pictures/${uuid(11)}`);
  assert.deepEqual(item.properties["pers:interior_orientation"], {});
  assert.deepEqual(item.properties.exif, {});
  assert.equal(item.properties.datetimetz, "2021-07-29T09:16:54+00:00");
  assert.deepEqual(item.stac_extensions, [
    "https://stac-extensions.github.io/perspective-imagery/v1.0.0/schema.json",
  ]);
  assert.deepEqual(item.geometry.coordinates, [0, 0]);
  for (const absent of ["view:azimuth", "pers:pitch", "quality:horizontal_accuracy", "tiles:tile_matrix_sets"]) {
    assert.ok(!(absent in item.properties), absent);
  }
  assert.ok(!("asset_templates" in item));
});

stacTest("GET an item shows its processing by the status", async ({ sql, json, account }) => {
  const place = { longitude: 1, latitude: 1 };
  const pictures = ["ready", "waiting-for-process", "broken", "preparing"].map((status, index) => ({
    ...place,
    id: uuid(11 + index),
    status,
    preparingStatus: status === "ready" ? "prepared" : "not-processed",
  }));
  await seedSequence(sql, { id: SEQUENCE, account: await account("bob"), pictures });
  for (const [index, status] of [200, 202, 500, 202].entries()) {
    const item = await json(`/api/pictures/${uuid(11 + index)}`, { status });
    assert.equal(item.properties["geovisio:status"], pictures[index]?.status);
    assert.equal(item.id, uuid(11 + index));
  }
  await sql`UPDATE pictures SET status = 'waiting-for-delete' WHERE id = ${uuid(11)}`;
  assert.deepEqual(await json(`/api/pictures/${uuid(11)}`, { status: 404 }), {
    message: "Item doesn't exist",
    status_code: 404,
  });
  await json(`/api/pictures/${uuid(99)}`, { status: 404 });
});

stacTest("GET an item links to the nearest picture of other sequences", async ({ sql, json, account }) => {
  const bob = await account("bob"), metre = 1 / 111_195;
  const north = (id: number, metres: number, more: Record<string, unknown> = {}) => ({
    id: uuid(id),
    longitude: 2,
    latitude: 48 + metres * metre,
    heading: 0,
    metadata: { type: "flat" },
    ts: "2021-07-29T09:16:58.250Z",
    ...more,
  });
  const sequences: [number, Record<string, unknown>[], Record<string, unknown>?][] = [
    [2, [north(20, -14), north(21, 5), north(22, 2)]],
    [3, [north(30, 20)]],
    [4, [north(40, 1, { heading: 180 })]],
    [5, [north(50, 3, { heading: 101 })]],
    [6, [north(60, 4, { heading: 100 })]],
    [7, [north(70, 6, { heading: 300 })]],
    [8, [north(80, 7, { heading: null })]],
    [9, [north(90, 8)], { visibility: "owner-only" }],
    [10, [north(100, 9, { visibility: "owner-only" })]],
    [11, [north(110, 10, { status: "waiting-for-process" })]],
  ];
  await seedSequence(sql, { id: SEQUENCE, account: bob, pictures: [north(11, 0) as any, north(12, 1) as any] });
  for (const [number, pictures, more] of sequences) {
    await seedSequence(sql, { id: uuid(number), account: bob, pictures: pictures as any, ...more });
  }
  const related = async (role?: string) =>
    links(await json(`/api/pictures/${uuid(11)}`, { role }), "related").map(({ id }: any) => id);
  assert.deepEqual(await related(), [22, 60, 70, 80].map(uuid));
  assert.deepEqual(await related("bob"), [22, 60, 70, 80, 90, 100, 110].map(uuid));
  const [first] = links(await json(`/api/pictures/${uuid(11)}`), "related");
  assert.deepEqual(first, {
    rel: "related",
    type: "application/geo+json",
    id: uuid(22),
    geometry: { type: "Point", coordinates: [2, Math.round((48 + 2 * metre) * 1e9) / 1e9] },
    href: `${BASE}/api/collections/${uuid(2)}/items/${uuid(22)}`,
    datetime: "2021-07-29T09:16:58Z",
  });

  await sql`UPDATE sequences SET status = 'deleted' WHERE id = ${uuid(2)}`;
  assert.deepEqual(await related(), [60, 70, 80].map(uuid));
  await sql`UPDATE pictures SET metadata = ${sql.json(PANORAMA)} WHERE id = ${uuid(11)}`;
  assert.deepEqual(await related(), [40, 50, 60, 70, 80].map(uuid), "a panorama looks everywhere");
});

stacTest("GET the items of a collection pages by rank", async ({ sql, json, account }) => {
  await seedSequence(sql, { id: SEQUENCE, account: await account("bob"), pictures: walk(11) });
  const items = `/api/collections/${SEQUENCE}/items`, url = `${BASE}${items}`;
  const page = async (query: string) => {
    const answer = await json(items + query);
    const paging = answer.links.slice(3).map(({ rel, href }: any) => [rel, href.slice(url.length)]);
    return { ranks: ranks(answer), self: answer.links[2].href.slice(url.length), ...Object.fromEntries(paging) };
  };
  const whole = await json(items);
  assert.deepEqual(whole.links, [
    ROOT,
    { rel: "parent", type: "application/json", href: COLLECTION },
    { rel: "self", type: "application/geo+json", href: url },
  ]);
  assert.deepEqual(ranks(whole), [1, 2, 3, 4, 5]);
  const next = "?limit=2&startAfterRank=2", last = "?limit=2&startAfterRank=3";
  assert.deepEqual(await page("?limit=2"), { ranks: [1, 2], self: "?limit=2", next, last });
  assert.deepEqual(await page("?limit=2&startAfterRank=2"), {
    ranks: [3, 4],
    self: next,
    first: "?limit=2",
    prev: "?limit=2",
    next: "?limit=2&startAfterRank=4",
    last: "?limit=2&startAfterRank=4",
  });
  assert.deepEqual(await page("?startAfterRank=4&limit=2"), {
    ranks: [5],
    self: "?limit=2&startAfterRank=4",
    first: "?limit=2",
    prev: "?limit=2&startAfterRank=2",
  });
  assert.deepEqual((await page("?startAfterRank=3")).ranks, [4, 5]);
  assert.deepEqual((await page(`?limit=2&withPicture=${uuid(14)}`)).ranks, [3, 4]);
  assert.deepEqual((await page(`?limit=2&withPicture=${uuid(13)}`)).self, "?limit=2");
  assert.deepEqual((await page(`?limit=3&withPicture=${uuid(13)}`)).ranks, [1, 2, 3]);
  assert.deepEqual((await page(`?withPicture=${uuid(13)}`)).ranks, [3, 4, 5]);

  const middle = (await json(items + next)).features;
  assert.deepEqual(links(middle[0], "prev"), [], "neighbours are those of the list");
  assert.equal(links(middle[1], "next")[0].id, uuid(15));
});

stacTest("GET the items of a collection answers 200 without items, and 404 past the last", async (test) => {
  const { sql, json, account } = test;
  const bob = await account("bob"), items = (id: number) => `/api/collections/${uuid(id)}/items`;
  await seedSequence(sql, { id: uuid(1), account: bob, pictures: walk(11) });
  await seedSequence(sql, { id: uuid(2), account: bob });
  await seedSequence(sql, { id: uuid(3), account: bob, status: "waiting-for-process" });
  assert.deepEqual((await json(items(2))).features, []);
  assert.deepEqual((await json(`${items(2)}?limit=3`)).features, []);
  const refusals: [string, number, string][] = [
    [`${items(1)}?startAfterRank=5`, 404, "No more items in this collection (last available rank is 5)"],
    [`${items(2)}?startAfterRank=1`, 404, "No more items in this collection (last available rank is 0)"],
    [`${items(1)}?withPicture=${uuid(99)}`, 400, `Picture with id ${uuid(99)} does not exist`],
    [`${items(2)}?withPicture=${uuid(11)}`, 400, `Picture with id ${uuid(11)} does not exist`],
    [`${items(1)}?limit=0`, 400, "limit parameter should be an integer between 1 and 10000"],
    [items(3), 404, "Collection doesn't exist"],
    [items(9), 404, "Collection doesn't exist"],
  ];
  for (const [path, status, message] of refusals) {
    assert.deepEqual(await json(path, { status }), { message, status_code: status }, path);
  }
  assert.deepEqual((await json(items(3), { role: "bob" })).features, []);
});

stacTest("GET the items of a collection writes long lists whole", async ({ sql, json, account }) => {
  const bob = await account("bob"), count = 620;
  await seedSequence(sql, { id: SEQUENCE, account: bob });
  await sql`
    INSERT INTO pictures (id, account_id, status, preparing_status, geom, metadata, exif)
    SELECT ('00000000-0000-4000-8000-' || lpad((1000 + n)::text, 12, '0'))::uuid, ${bob}, 'ready', 'prepared',
      ST_SetSRID(ST_MakePoint(n * 0.0001, 1), 4326), '{}', '{}'
    FROM generate_series(1, ${count}::int) n`;
  await sql`
    INSERT INTO sequences_pictures (seq_id, rank, pic_id)
    SELECT ${SEQUENCE}, n, ('00000000-0000-4000-8000-' || lpad((1000 + n)::text, 12, '0'))::uuid
    FROM generate_series(1, ${count}::int) n`;
  const all = await json(`/api/collections/${SEQUENCE}/items`);
  assert.deepEqual(ranks(all), Array.from({ length: count }, (_, index) => index + 1));
  for (const [index, item] of all.features.entries()) {
    assert.equal(links(item, "next")[0]?.id, all.features[index + 1]?.id);
    assert.equal(links(item, "prev")[0]?.id, all.features[index - 1]?.id);
  }
  const part = await json(`/api/collections/${SEQUENCE}/items?limit=300&startAfterRank=100`);
  assert.deepEqual([ranks(part).length, ranks(part)[0], ranks(part).at(-1)], [300, 101, 400]);
  assert.deepEqual(part.links.slice(3).map(({ rel }: any) => rel), ["first", "prev", "next", "last"]);

  const found = await json(`/api/search?collections=${SEQUENCE}&limit=600&sortby=-id`);
  assert.equal(found.features.length, 600);
  assert.deepEqual([ranks(found)[0], ranks(found).at(-1)], [620, 21]);
});

stacTest("GET an item of two sequences shows it in the one that is asked for", async ({ sql, json, account }) => {
  const bob = await account("bob"), [shared] = walk(11);
  await seedSequence(sql, { id: uuid(1), account: bob, pictures: [shared] });
  await seedSequence(sql, { id: uuid(2), account: bob });
  await seedPicture(sql, bob, uuid(2), { ...walk(21)[1], rank: 8 });
  await sql`INSERT INTO sequences_pictures (seq_id, rank, pic_id) VALUES (${uuid(2)}, 7, ${uuid(11)})`;
  for (const [collection, rank] of [[1, 1], [2, 7]] as const) {
    const item = await json(`/api/collections/${uuid(collection)}/items/${uuid(11)}`);
    assert.equal(item.collection, uuid(collection));
    assert.equal(item.properties["geovisio:rank_in_collection"], rank);
  }
});
