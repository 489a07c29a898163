/** Answers are valid STAC, whatever the files of the pictures say. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { GPS_TAGS, IMAGE_TAGS, PHOTO_TAGS } from "../../../src/core/metadata/exif/tag_names.ts";
import { makeJpeg } from "../../core/jpeg/make_jpeg.ts";
import { anySegments, POINTERS, TYPES } from "../../core/metadata/any_segments.ts";
import { DATE, type Entry, exifSegment, gps, photo, POSITION } from "../../core/metadata/exif/make_exif.ts";
import { uploadWalk } from "../../support/instances.ts";
import { makePicture } from "../../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { assertValidStac, stacProblems } from "../../support/stac_validity.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../support/uploads.ts";
import { assetMetadata, bytesOf, CAMERA, CREATED, imageMetadata, syncClient } from "../syncapi/client.ts";

/** Files of random tags that are sent, in addition to those of every tag with every type. */
const RANDOM_FILES = 40;
/** Position, date and their like: an absurd one refuses the file, and hides what the other tags do. */
const MANDATORY = new Set([1, 2, 3, 4, 0x9003]);

/** Every tag that the reader knows, with every type: a file for each type and directory. */
function everyTag(): Uint8Array[][] {
  const directories = [IMAGE_TAGS, PHOTO_TAGS, GPS_TAGS];
  return TYPES.flatMap((type) =>
    directories.map((tags, index) => {
      const entries = [...tags.keys()].filter((tag) => !POINTERS.has(tag) && !MANDATORY.has(tag)).map((tag): Entry => [
        tag,
        type,
        type === 2 ? "9999999999" : [0x80000000, 1],
      ]);
      const at = (place: number) => index === place ? entries : [];
      return [exifSegment([...at(0), photo(...at(1), DATE), gps(...at(2), ...POSITION)])];
    })
  );
}

async function read(server: TestServer, path: string) {
  return await answer(fetch(path.startsWith("http") ? path : server.url + path));
}

/** Reads all that the API says of a collection and of its items. */
async function assertValidCollection(server: TestServer, id: string): Promise<string[]> {
  assertValidStac(await read(server, `/api/collections/${id}`));
  const { features } = await read(server, `/api/collections/${id}/items?limit=1000`);
  assert.ok(features.length > 0);
  for (const item of features) assertValidStac(item);
  return features.map((item: { id: string }) => item.id);
}

serverTest("whatever any tag of any type says, all that is answered later is valid STAC", async (server) => {
  const pixels = await makePicture({ width: 64, height: 48 });
  const own = makeJpeg([]).length;
  const random = fc.sample(anySegments, { numRuns: RANDOM_FILES, seed: 20_240_501 });
  const set = await createUploadSet(server, { no_deduplication: true });
  let accepted = 0;
  for (const [index, segments] of [...everyTag(), ...random].entries()) {
    const head = makeJpeg(segments);
    // The pixels of a real picture, and a comment that makes the bytes of each file its own.
    const note = [0xff, 0xfe, 0, 4, index >> 8, index & 255];
    const inserted = head.subarray(2, 2 + head.length - own);
    const bytes = new Uint8Array([...pixels.subarray(0, 2), ...inserted, ...note, ...pixels.subarray(2)]);
    const response = await sendFile(server, set, { name: `${index}.jpg`, bytes });
    const body = await response.json();
    if (response.status === 202) accepted++;
    else {
      assert.equal(response.status, 400, `${index}: ${JSON.stringify(body)}`);
      const { missing_fields: fields = [], tags = [] } = body.details ?? {};
      assert.ok(fields.length + tags.length > 0, `${index} names what it refuses: ${JSON.stringify(body)}`);
    }
  }
  assert.ok(accepted > TYPES.length * 2, `${accepted} files are accepted`);
  await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST" }));
  const { associated_collections } = await uploadSetWhenIdle(server, set);
  const items: [collection: string, item: string][] = [];
  for (const { id } of associated_collections) {
    for (const item of await assertValidCollection(server, id)) items.push([id, item]);
  }
  assert.equal(items.length, accepted);
  for (const [collection, item] of items) {
    assertValidStac(await read(server, `/api/collections/${collection}/items/${item}`));
  }
  const found = await read(server, "/api/search?limit=1000&bbox=-180,-90,180,90");
  assert.equal(found.features.length, accepted);
  for (const item of found.features) assertValidStac(item);
  const { collections } = await read(server, "/api/collections?limit=1000");
  assert.equal(collections.length, associated_collections.length);
  for (const collection of collections) assertValidStac(collection);
  for (const tile of ["0/0/0", "8/129/88", "15/16611/11351"]) {
    const response = await fetch(`${server.url}/api/map/${tile}.mvt`);
    assert.equal(response.status, 200, tile);
    await response.body?.cancel();
  }
}, { API_LOG_LEVEL: "error" });

serverTest(
  "catalogs, collections, items, neighbours and searches of street-level pictures are valid",
  async (server) => {
    await uploadWalk(server, 4, { projection: "equirectangular", heading: 90, make: "GoPro", model: "Max" });
    await uploadWalk(server, 3, { latitude: 48.85665, seed: 50, time: new Date("2024-05-02T10:00:00Z") });
    const alone = await uploadWalk(server, 1, {
      latitude: -17,
      longitude: 179.9999,
      seed: 90,
      width: 64,
      height: 48,
    });
    await server.backend.runner!.idle();
    const empty = await answer(fetch(`${server.url}/api/collections`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    }));
    assertValidStac(
      await answer(fetch(`${server.url}/api/collections/${empty.id}`, { headers: server.defaultAccount })),
    );

    assertValidStac(await read(server, "/api"));
    const { collections } = await read(server, "/api/collections");
    assert.ok(collections.length >= 3);
    let neighbours = 0;
    for (const { id } of collections) {
      const { features: [item] } = await read(server, `/api/collections/${id}/items?limit=1`);
      await assertValidCollection(server, id);
      for (const { rel, href } of (await read(server, `/api/collections/${id}/items/${item.id}`)).links) {
        if (!["next", "prev", "related", "collection", "parent", "root", "self"].includes(rel)) continue;
        assertValidStac(await read(server, href));
        if (rel === "next" || rel === "related") neighbours++;
      }
    }
    assert.ok(neighbours >= 3, `${neighbours} neighbours`);
    for (const query of ["bbox=2,48,3,49", `ids=${alone.pictures[0]!.id}`, "place_position=2.3522,48.8566"]) {
      const { features } = await read(server, `/api/search?${query}`);
      assert.ok(features.length > 0, query);
      for (const item of features) assertValidStac(item);
    }
    const [lonely] = (await read(server, `/api/search?ids=${alone.pictures[0]!.id}`)).features;
    assert.equal(lonely.properties["view:azimuth"], undefined, "nothing is known of where it looks");
    const { users } = await read(server, "/api/users");
    for (const { id } of users.filter((user: { name: string }) => user.name === "Default account")) {
      assertValidStac(await read(server, `/api/users/${id}/collection`));
      assertValidStac(await read(server, `/api/users/${id}/catalog`));
    }
  },
);

serverTest("cameras and their images are valid collections and items", async (server) => {
  const client = await syncClient(server);
  await answer(client.camera({ latitude: 47.5, longitude: -1.25, owner: "An owner" }));
  assertValidStac(await read(server, `/api/collections/${CAMERA}`));
  const thumbnail = "99999999-2222-3333-4444-555555555555";
  await answer(
    client.send("PUT", "image", imageMetadata({ createDate: CREATED, thumbnail_uuid: thumbnail }), {
      media: bytesOf("image"),
    }),
  );
  await answer(client.send("PUT", "thumbnail", assetMetadata("thumbnail"), { media: bytesOf("small") }));
  await answer(client.send("PUT", "video", assetMetadata("video"), { media: bytesOf("video"), fileName: "x.mp4" }));
  const [item] = await assertValidCollection(server, CAMERA);
  assertValidStac(await read(server, `/api/collections/${CAMERA}/items/${item}`));
  const { features } = await read(server, `/api/search?collections=${CAMERA}`);
  assert.equal(features.length, 1);
  for (const feature of features) assertValidStac(feature);
});

Deno.test("assertValidStac() tells what is wrong with an item", () => {
  const item = {
    type: "Feature",
    stac_version: "1.0.0",
    stac_extensions: ["https://stac-extensions.github.io/view/v1.0.0/schema.json"],
    id: "1",
    geometry: { type: "Point", coordinates: [1, 2] },
    bbox: [1, 2, 1, 2],
    properties: { datetime: "2024-05-01T10:00:00Z", "view:azimuth": 90 },
    links: [],
    assets: {},
  };
  assert.deepEqual(stacProblems(item), []);
  for (const properties of [{ "view:azimuth": 400 }, { datetime: "yesterday" }, { "view:azimuth": undefined }]) {
    const changed = JSON.parse(JSON.stringify({ ...item, properties: { ...item.properties, ...properties } }));
    assert.notEqual(stacProblems(changed).length, 0, JSON.stringify(properties));
  }
  assert.notEqual(stacProblems({ ...item, type: "Picture" }).length, 0);
});
