import assert from "node:assert/strict";
import { BASE, stacTest } from "../support.ts";
import { seedSequence, uuid, walk } from "../seeds.ts";

const LICENSE = {
  API_PICTURES_LICENSE_SPDX_ID: "etalab-2.0",
  API_PICTURES_LICENSE_URL: "https://example.org/license",
};

stacTest("GET /api/collections/:id answers the whole collection", async ({ sql, json, account }) => {
  const bob = await account("bob");
  const id = uuid(1), self = `${BASE}/api/collections/${id}`;
  await seedSequence(sql, { id, account: bob, title: "Rue des Lilas", pictures: walk(11) });
  await sql`INSERT INTO sequences_semantics (sequence_id, key, value) VALUES
    (${id}, 'b', '2'), (${id}, 'camera_support', 'bike'), (${id}, 'b', '1'), (${id}, 'Z', 'é👥')`;
  await sql`UPDATE sequences SET updated_at = '2024-05-02T08:12:44.000321Z', inserted_at = '2024-05-01T10:00:00Z'
    WHERE id = ${id}`;
  const root = { rel: "root", type: "application/json", title: "Instance catalog", href: `${BASE}/api/` };
  assert.deepEqual(await json(`/api/collections/${id.toUpperCase()}/`), {
    type: "Collection",
    stac_version: "1.0.0",
    stac_extensions: [
      "https://stac-extensions.github.io/stats/v0.2.0/schema.json",
      "https://stac.linz.govt.nz/v0.0.15/quality/schema.json",
    ],
    id,
    title: "Rue des Lilas",
    description: "A sequence of geolocated pictures",
    keywords: ["pictures", "Rue des Lilas"],
    semantics: [
      { key: "Z", value: "é👥" },
      { key: "b", value: "1" },
      { key: "b", value: "2" },
      { key: "camera_support", value: "bike" },
    ],
    license: "etalab-2.0",
    created: "2024-05-01T10:00:00+00:00",
    updated: "2024-05-02T08:12:44.000321+00:00",
    "geovisio:visibility": "anyone",
    "geovisio:sorted-by": "+gpsdate",
    "geovisio:upload-software": "cli",
    "geovisio:length_km": 0.009,
    "quality:horizontal_accuracy": 4,
    "quality:horizontal_accuracy_type": "95% confidence interval",
    providers: [{ name: "bob", roles: ["producer"], id: bob }],
    extent: {
      spatial: { bbox: [[1.9191854417991367, 49.00688961988304, 1.919199780601944, 49.00697341759938]] },
      temporal: { interval: [["2021-07-29T09:16:54+00:00", "2021-07-29T09:17:02+00:00"]] },
    },
    summaries: {
      "pers:interior_orientation": [{ make: "GoPro", model: "Max", focal_length: "3", field_of_view: "360" }],
      "panoramax:horizontal_pixel_density": [16],
    },
    "stats:items": { count: 5 },
    links: [
      { rel: "items", type: "application/geo+json", title: "Pictures in this sequence", href: `${self}/items` },
      { ...root, rel: "parent" },
      root,
      { rel: "self", type: "application/json", title: "Metadata of this sequence", href: self },
      { rel: "license", title: "License for this object (etalab-2.0)", href: "https://example.org/license" },
    ],
  });
}, LICENSE);

stacTest("GET /api/collections/:id answers an empty collection that is not ready", async ({ sql, json, account }) => {
  const id = uuid(1);
  await seedSequence(sql, { id, account: await account("bob"), status: "waiting-for-process" });
  await sql`UPDATE sequences SET user_agent = NULL, current_sort = NULL, updated_at = NULL WHERE id = ${id}`;
  await sql`UPDATE sequences SET updated_at = NULL WHERE id = ${id}`;
  const collection = await json(`/api/collections/${id}`);
  assert.equal(collection.title, id);
  assert.equal(collection["geovisio:status"], "waiting-for-process");
  assert.equal(collection["geovisio:upload-software"], "unknown");
  assert.equal(collection.license, "proprietary");
  assert.deepEqual(collection.extent, {
    spatial: { bbox: [[-180, -90, 180, 90]] },
    temporal: { interval: [[null, null]] },
  });
  assert.deepEqual(collection.summaries, { "panoramax:horizontal_pixel_density": [null] });
  assert.deepEqual(collection["stats:items"], { count: 0 });
  assert.equal(collection.links.length, 4);
  for (const absent of ["updated", "geovisio:sorted-by", "geovisio:length_km", "quality:horizontal_accuracy"]) {
    assert.ok(!(absent in collection), absent);
  }
});

stacTest("GET /api/collections/:id shows coordinates of zero", async ({ sql, json, account }) => {
  const pictures = [{ id: uuid(11), longitude: 0, latitude: 0 }];
  await seedSequence(sql, { id: uuid(1), account: await account("bob"), pictures });
  const { extent } = await json(`/api/collections/${uuid(1)}`);
  assert.deepEqual(extent.spatial.bbox, [[0, 0, 0, 0]]);
});

stacTest("GET /api/collections/:id links to the upload set", async ({ sql, json, account }) => {
  const bob = await account("bob");
  await seedSequence(sql, { id: uuid(1), account: bob });
  await sql`INSERT INTO upload_sets (id, account_id, title) VALUES (${uuid(90)}, ${bob}, 'x')`;
  await sql`UPDATE sequences SET upload_set_id = ${uuid(90)} WHERE id = ${uuid(1)}`;
  const { links } = await json(`/api/collections/${uuid(1)}`);
  assert.deepEqual(links.at(-1), {
    rel: "upload_set",
    type: "application/json",
    title: "Link to the upload set",
    href: `${BASE}/api/upload_sets/${uuid(90)}`,
  });
});

stacTest("GET /api/collections/:id lets collaborators edit as the owner or the instance says", async (test) => {
  const { sql, json, account } = test;
  const bob = await account("bob");
  await account("camille");
  await seedSequence(sql, { id: uuid(1), account: bob });
  const attributes = async () =>
    (await json(`/api/collections/${uuid(1)}`, { role: "camille" })).links.at(-1).attributes;
  assert.deepEqual(await attributes(), ["relative_heading", "semantics", "sortby"]);
  await sql`UPDATE configurations SET collaborative_metadata = FALSE`;
  assert.equal(await attributes(), undefined);
  await sql`UPDATE accounts SET collaborative_metadata = TRUE WHERE id = ${bob}`;
  assert.deepEqual(await attributes(), ["relative_heading", "semantics", "sortby"]);
});

stacTest("GET /api/collections/:id answers 404 for what is no collection", async ({ json }) => {
  assert.deepEqual(await json(`/api/collections/${uuid(1)}`, { status: 404 }), {
    message: "Collection doesn't exist",
    status_code: 404,
  });
  await json("/api/collections/pouet", { status: 404 });
});

stacTest("GET /api/collections/:id/geovisio_status says how far the pictures are", async ({ sql, json, account }) => {
  const bob = await account("bob"), pictures = walk(11).slice(0, 3);
  await seedSequence(sql, { id: uuid(1), account: bob, pictures });
  await seedSequence(sql, { id: uuid(2), account: bob, status: "waiting-for-process" });
  const job = (picture: string, started: string, finished: string | null, error: string | null) =>
    sql`INSERT INTO job_history (job_task, picture_id, started_at, finished_at, error)
      VALUES ('prepare', ${picture}, ${started}, ${finished}, ${error})`;
  await job(uuid(11), "2024-01-01T10:00:00Z", "2024-01-01T10:00:01Z", "out of memory");
  await job(uuid(11), "2024-01-01T11:00:00Z", "2024-01-01T11:00:01.5Z", null);
  await job(uuid(12), "2024-01-01T11:00:00Z", "2024-01-01T11:00:01Z", null);
  await job(uuid(12), "2024-01-01T12:00:00Z", null, null);
  assert.deepEqual(await json(`/api/collections/${uuid(1)}/geovisio_status`), {
    status: "ready",
    items: [
      {
        id: uuid(11),
        status: "ready",
        rank: 1,
        processing_in_progress: false,
        nb_errors: 1,
        processed_at: "2024-01-01T11:00:01.500000+00:00",
      },
      {
        id: uuid(12),
        status: "preparing",
        rank: 2,
        processing_in_progress: true,
        nb_errors: 0,
        processed_at: "2024-01-01T11:00:01+00:00",
      },
      { id: uuid(13), status: "ready", rank: 3 },
    ],
  });
  assert.deepEqual(await json(`/api/collections/${uuid(2)}/geovisio_status`), {
    status: "waiting-for-process",
    items: [],
  });
  assert.deepEqual(await json(`/api/collections/${uuid(3)}/geovisio_status`, { status: 404 }), {
    message: "Sequence doesn't exist",
    status_code: 404,
  });
});

stacTest("GET a collection or an item answers 304 as long as it is the same", async ({ sql, ask, account }) => {
  await seedSequence(sql, { id: uuid(1), account: await account("bob"), pictures: walk(11) });
  for (const path of [`/api/collections/${uuid(1)}`, `/api/collections/${uuid(1)}/items/${uuid(12)}`]) {
    const first = await ask(path);
    await first.body?.cancel();
    const etag = first.headers.get("ETag")!;
    const again = await ask(path, "anonymous", { headers: { "If-None-Match": etag } });
    assert.equal(again.status, 304);
    assert.equal(again.headers.get("ETag"), etag);
    // The owner sees other links.
    assert.equal((await ask(path, "bob", { headers: { "If-None-Match": etag } })).status, 200);
    await sql`UPDATE pictures SET updated_at = now() + interval '1 day', heading = 5 WHERE id = ${uuid(12)}`;
    const changed = await ask(path, "anonymous", { headers: { "If-None-Match": etag } });
    assert.equal(changed.status, 200);
    await changed.body?.cancel();
  }
});
