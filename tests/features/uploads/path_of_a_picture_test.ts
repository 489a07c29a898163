/** From the upload to what a viewer shows: the main job of the server. */
import assert from "node:assert/strict";
import sharp from "sharp";
import { makePicture, walk } from "../../support/pictures.ts";
import { answer, filesBelow, serverTest, type TestServer } from "../../support/server.ts";
import { createUploadSet, letTimePass, sendFile, uploadSetWhenIdle } from "../../support/uploads.ts";

const PANORAMA = { width: 2048, height: 1024, projection: "equirectangular", make: "GoPro", model: "Max" } as const;

async function uploadWalk(server: TestServer, count: number, headers: Record<string, string> = {}, body = {}) {
  const pictures = await Promise.all(walk(count, PANORAMA).map(makePicture));
  const setId = await createUploadSet(server, { title: "A walk", estimated_nb_files: count, ...body }, headers);
  const ids: string[] = [];
  for (const [i, bytes] of pictures.entries()) {
    ids.push((await answer(sendFile(server, setId, { name: `${i}.jpg`, bytes }, { headers }), 202)).picture_id);
  }
  return { set: await uploadSetWhenIdle(server, setId, headers), pictures, ids };
}

serverTest("Pictures become a collection whose items and files can be read", async (server) => {
  const { set, pictures, ids } = await uploadWalk(server, 3);
  assert.deepEqual([set.completed, set.dispatched, set.ready], [true, true, true]);
  assert.deepEqual(set.items_status, { prepared: 3, preparing: 0, broken: 0, not_processed: 0, rejected: 0 });

  const [collection] = set.associated_collections;
  assert.deepEqual([collection.title, collection.nb_items, collection.ready], ["A walk", 3, true]);
  const { features } = await answer(fetch(`${server.url}/api/collections/${collection.id}/items`));
  assert.deepEqual(features.map(({ id }: { id: string }) => id), ids);
  assert.equal(features[0].properties["view:azimuth"], 0, "the walk goes north");

  const { assets, asset_templates: templates } = features[0];
  const SIZES: [string, number, number][] = [
    [assets.hd.href, 2048, 1024],
    [assets.sd.href, 2048, 1024],
    [assets.thumb.href, 500, 300],
    [templates.tiles.href.replace("{TileCol}", "3").replace("{TileRow}", "1"), 512, 512],
  ];
  for (const [href, width, height] of SIZES) {
    const response = await fetch(href);
    assert.equal(response.status, 200, href);
    const bytes = await response.bytes();
    assert.equal(response.headers.get("Content-Length"), String(bytes.length));
    assert.equal(response.headers.get("Content-Type"), "image/jpeg");
    const size = await sharp(bytes).metadata();
    assert.deepEqual([size.width, size.height], [width, height], href);
  }
  assert.deepEqual(await (await fetch(assets.hd.href)).bytes(), pictures[0], "the original is served byte for byte");
});

serverTest("A file that the client has is not sent again, and parts can be asked for", async (server) => {
  const { ids: [id], pictures: [picture] } = await uploadWalk(server, 1);
  assert.ok(picture);
  const url = `${server.url}/api/pictures/${id}/hd.jpg`;
  const first = await fetch(url);
  await first.body?.cancel();
  const etag = first.headers.get("ETag")!;
  assert.match(etag, /^"[^"]+"$/, "a strong validator");

  const again = await fetch(url, { headers: { "If-None-Match": etag } });
  assert.deepEqual([again.status, (await again.bytes()).length], [304, 0]);
  const part = await fetch(url, { headers: { Range: "bytes=10-19", "If-Range": etag } });
  assert.deepEqual([part.status, await part.bytes()], [206, picture.slice(10, 20)]);
  const head = await fetch(url, { method: "HEAD" });
  assert.equal(head.headers.get("Content-Length"), String(picture.length));
});

serverTest("Derivates are made when first asked for, once however many ask", async (server) => {
  const { ids: [id] } = await uploadWalk(server, 1);
  const derivates = `${server.storage}/derivates`;
  assert.deepEqual((await filesBelow(derivates)).map((path) => path.split("/").at(-1)), ["thumb.jpg"]);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => fetch(`${server.url}/api/pictures/${id}/tiled/${i % 4}_${i % 2}.jpg`)),
  );
  assert.deepEqual(answers.map(({ status }) => status), Array(20).fill(200));
  assert.deepEqual(
    new Set((await Promise.all(answers.map((response) => response.bytes()))).map(({ length }) => length > 0)),
    new Set([true]),
  );
  assert.equal((await filesBelow(derivates)).filter((path) => path.includes("/tiles/")).length, 8);
});

serverTest("PREPROCESS makes all derivates ahead", async (server) => {
  await uploadWalk(server, 1);
  const names = (await filesBelow(`${server.storage}/derivates`)).map((path) => path.split("/").slice(5).join("/"));
  const tiles = [0, 1, 2, 3].flatMap((column) => [0, 1].map((row) => `tiles/${column}_${row}.jpg`));
  assert.deepEqual(names, ["sd.jpg", "thumb.jpg", ...tiles]);
}, { PICTURE_PROCESS_DERIVATES_STRATEGY: "PREPROCESS" });

serverTest("The files of a picture are for those who may see it", async (server) => {
  const [alice, bob] = [await server.account("alice"), await server.account("bob")];
  const { ids: [id], set } = await uploadWalk(server, 1, alice, { visibility: "owner-only" });
  const collection = set.associated_collections[0].id;
  const ROUTES = [
    `pictures/${id}/hd.jpg`,
    `pictures/${id}/sd.jpg`,
    `pictures/${id}/thumb.jpg`,
    `pictures/${id}/tiled/0_0.jpg`,
    `collections/${collection}/thumb.jpg`,
    `collections/${collection}`,
    `collections/${collection}/items/${id}`,
    `upload_sets/${set.id}`,
    `upload_sets/${set.id}/files`,
  ];
  for (const route of ROUTES) {
    for (const [headers, expected] of [[{}, 404], [bob, 404], [alice, 200]] as const) {
      const response = await fetch(`${server.url}/api/${route}`, { headers });
      await response.body?.cancel();
      assert.equal(response.status, expected, `${route} ${JSON.stringify(headers)}`);
    }
  }
});

serverTest(
  "Pictures that look alike are sorted out, collections are cut where the walk is interrupted",
  async (server) => {
    const [first, second] = walk(2, PANORAMA);
    assert.ok(second.latitude !== undefined && first.time);
    const far = { ...second, latitude: second.latitude + 1, seed: 7 };
    const duplicate = { ...first, seed: 8, time: new Date(first.time.getTime() + 500) };
    const setId = await createUploadSet(server);
    for (const [i, options] of [first, duplicate, second, far].entries()) {
      await answer(sendFile(server, setId, { name: `${i}.jpg`, bytes: await makePicture(options) }), 202);
    }
    await answer(fetch(`${server.url}/api/upload_sets/${setId}/complete`, { method: "POST" }));
    const set = await uploadSetWhenIdle(server, setId);
    assert.deepEqual(
      set.associated_collections.map(({ title, nb_items }: { title: string; nb_items: number }) => [title, nb_items]),
      [["A tour-1", 2], ["A tour-2", 1]],
    );
    const { files } = await answer(fetch(`${server.url}/api/upload_sets/${setId}/files`));
    const rejected = files.filter((file: { rejected?: unknown }) => file.rejected);
    assert.deepEqual(
      rejected.map((
        { file_name, rejected }: { file_name: string; rejected: { reason: string } },
      ) => [file_name, rejected.reason]),
      [
        ["1.jpg", "capture_duplicate"],
      ],
    );
    await letTimePass(server.sql);
    await server.backend.runner!.idle();
    assert.equal((await filesBelow(`${server.storage}/permanent`)).length, 3, "the file of the duplicate is gone");
  },
);
