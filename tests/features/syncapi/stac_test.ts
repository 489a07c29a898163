import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { assetMetadata, bytesOf, CAMERA, CREATED, imageMetadata, syncClient } from "./client.ts";

const THUMBNAIL = "99999999-2222-3333-4444-555555555555";

/** A camera with a night of five images, a thumbnail and a timelapse. */
async function sendNight(server: TestServer) {
  const client = await syncClient(server);
  await answer(client.camera({ latitude: 47.5, longitude: -1.25, owner: "An owner" }));
  for (let i = 0; i < 5; i++) {
    const metadata = imageMetadata({ createDate: CREATED + 60 * i, thumbnail_uuid: i === 0 ? THUMBNAIL : null });
    await answer(client.send("PUT", "image", metadata, { media: bytesOf(`image ${i}`) }));
  }
  await answer(client.send("PUT", "thumbnail", assetMetadata("thumbnail"), { media: bytesOf("small") }));
  const film = { media: bytesOf("film"), fileName: "x.mp4" };
  await answer(client.send("PUT", "video", assetMetadata("video"), film));
  await answer(client.send("PUT", "video", assetMetadata("video", { night: false }), film));
}

const read = (server: TestServer, path: string) => answer(fetch(path.startsWith("http") ? path : server.url + path));

serverTest("a camera is a collection, and its images are items with the videos of their night", async (server) => {
  await sendNight(server);
  const collection = await read(server, `/api/collections/${CAMERA}`);
  assert.equal(collection.title, "ZWO CCD ASI290MM");
  assert.deepEqual(collection.extent.spatial.bbox, [[-1.25, 47.5, -1.25, 47.5]]);
  assert.deepEqual(collection.extent.temporal.interval, [["2024-02-01T04:59:59+00:00", "2024-02-01T05:03:59+00:00"]]);
  const { features } = await read(server, `/api/collections/${CAMERA}/items`);
  assert.equal(features.length, 5);
  const [first] = features;
  assert.deepEqual(first.geometry, { type: "Point", coordinates: [-1.25, 47.5] });
  assert.equal(first.properties.datetime, "2024-02-01T04:59:59+00:00");
  assert.deepEqual(
    [first.properties["allsky:sqm"], first.properties["allsky:stars"], first.properties["allsky:local_time"]],
    [20.5, 321, "2024-01-31T20:59:59"],
  );
  assert.deepEqual(Object.keys(first.assets).sort(), ["image", "thumb", "timelapse"]);
  assert.equal(await (await fetch(first.assets.image.href)).text(), "image 0");
  assert.equal(await (await fetch(first.assets.timelapse.href)).text(), "film");
  assert.deepEqual(await read(server, `/api/collections/${CAMERA}/items/${first.id}`), first);
});

serverTest("a camera has queryables as every collection, a hidden one has none", async (server) => {
  await sendNight(server);
  const path = `/api/collections/${CAMERA}/queryables`;
  const { $id, properties } = await read(server, path);
  assert.deepEqual([$id, properties], [server.url + path, {}]);
  await server.sql`UPDATE allsky_cameras SET hidden = true`;
  await answer(fetch(server.url + path), 404);
});

serverTest("images of cameras are found by collection, time and place, page by page", async (server) => {
  await sendNight(server);
  for (
    const criteria of ["", "&bbox=-2,47,-1,48", "&bbox=-2,47,-1,48&datetime=2024-02-01T05:00:00Z/2024-02-01T05:03:00Z"]
  ) {
    const seen: string[] = [];
    let next: string | undefined = `/api/search?collections=${CAMERA}&limit=2${criteria}`;
    while (next) {
      const { features, links } = await read(server, next);
      assert.ok(features.length <= 2);
      seen.push(...features.map(({ properties }: { properties: { datetime: string } }) => properties.datetime));
      next = links.find(({ rel }: { rel: string }) => rel === "next")?.href;
    }
    const minutes = criteria.includes("datetime") ? ["02", "01", "00"] : ["03", "02", "01", "00", ""];
    const expected = minutes.map((minute) => minute ? `2024-02-01T05:${minute}:59+00:00` : "2024-02-01T04:59:59+00:00");
    assert.deepEqual(seen, expected, criteria);
  }
  assert.equal((await read(server, `/api/search?collections=${CAMERA}&bbox=2,47,3,48`)).features.length, 0);
  await answer(fetch(`${server.url}/api/search?collections=${CAMERA}&sortby=id`), 400);
});

serverTest("cameras appear only in requests that name them, and hidden ones never do", async (server) => {
  await sendNight(server);
  const { features: [{ id }] } = await read(server, `/api/collections/${CAMERA}/items`);
  const { id: owner } = onlyRow(await server.sql`SELECT id FROM accounts WHERE name = 'syncuser'`);
  const lists = [
    "/api",
    "/api/collections",
    "/api/collections?bbox=-2,47,-1,48",
    "/api/search",
    "/api/search?bbox=-2,47,-1,48",
    `/api/search?ids=${id},${CAMERA}`,
    `/api/users/${owner}/catalog`,
    "/api/users/search?q=syncuser",
  ];
  for (const path of lists) {
    const text = await (await fetch(server.url + path)).text();
    assert.ok(!text.includes(CAMERA) && !text.includes(id) && !text.includes("allsky"), path);
  }
  for (const tile of ["map/0/0/0.mvt", "map/14/8135/5741.mvt", `users/${owner}/map/0/0/0.mvt`]) {
    const response = await fetch(`${server.url}/api/${tile}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    assert.ok(!new TextDecoder("latin1").decode(bytes).includes(CAMERA), tile);
    if (tile.includes("/14/")) assert.equal(bytes.length, 0, tile);
  }
  await server.sql`UPDATE allsky_cameras SET hidden = true`;
  for (const path of ["", "/items", `/items/${id}`]) {
    await answer(fetch(`${server.url}/api/collections/${CAMERA}${path}`), 404);
  }
  assert.deepEqual((await read(server, `/api/search?collections=${CAMERA}`)).features, []);
});

serverTest("with ALLSKY_REQUIRE_LOGIN, anonymous callers find no camera in the catalog", async (server) => {
  await sendNight(server);
  await answer(fetch(`${server.url}/api/collections/${CAMERA}`), 404);
  assert.deepEqual((await read(server, `/api/search?collections=${CAMERA}`)).features, []);
  const known = await answer(
    fetch(`${server.url}/api/search?collections=${CAMERA}`, { headers: server.defaultAccount }),
  );
  assert.equal(known.features.length, 5);
}, { ALLSKY_REQUIRE_LOGIN: "true", OAUTH_PROVIDER: "local" });
