import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { KIND_NAMES } from "../../../src/features/syncapi/assets/kinds.ts";
import { answer, filesBelow, serverTest } from "../../support/server.ts";
import { assetMetadata, bytesOf, CAMERA, CREATED, imageMetadata, syncClient, type SyncOptions } from "./client.ts";

const REFUSED = { error: "authentication failed" };

serverTest("SyncAPI: a camera keeps its id, whatever it sends and however often", async (server) => {
  const client = await syncClient(server);
  const { id } = await answer(client.camera({ data: { a: 1, b: 1 }, latitude: 47.5, hidden: true, bits: 12.0 }));
  assert.ok(Number.isInteger(id));
  const again = client.camera({ data: { b: 2 }, latitude: null, location: "☄" }, { prefix: "/indi-allsky" });
  assert.deepEqual(await answer(again), { id });
  const camera = onlyRow(await server.sql`SELECT hidden, data, properties, utc_offset FROM allsky_cameras`);
  assert.deepEqual(camera.data, { a: 1, b: 2 });
  assert.deepEqual(camera.properties, { latitude: null, bits: 12, location: "☄" });
  assert.deepEqual([camera.hidden, camera.utc_offset], [false, -28800]);

  const get = (fields: Record<string, unknown>) =>
    client.send("GET", "camera", { id, camera_uuid: CAMERA, ...fields }, { metadataAs: "query" });
  assert.deepEqual(await answer(get({})), { id });
  assert.deepEqual(await answer(get({ id: id + 1 }), 400), { error: "camera_missing" });
  assert.deepEqual(await answer(client.send("DELETE", "camera", { id }), 400), { error: "not_implemented" });
  for (const uuid of ["../../x", "", 5, "11111111-2222-3333-4444-55555555555/"]) {
    assert.equal((await answer(client.camera({ uuid }), 400)).error, "invalid_metadata");
  }
  const uuid = CAMERA.replace("1", "2");
  const ids = await Promise.all(Array.from({ length: 8 }, () => answer(client.camera({ uuid }))));
  assert.equal(new Set(ids.map(({ id }) => id)).size, 1);
});

serverTest("SyncAPI: every kind is stored, served, replaced and deleted", async (server) => {
  const client = await syncClient(server);
  await answer(client.camera());
  for (const kind of KIND_NAMES) {
    const metadata = assetMetadata(kind);
    const media = bytesOf(`the first ${kind}`);
    const first = await answer(client.send("POST", kind, metadata, { media }));
    assert.ok(Number.isInteger(first.id) && first.url.startsWith(`images/ccd_${CAMERA}/`), JSON.stringify(first));
    assert.equal(await (await fetch(`${server.url}/${first.url}`)).text(), `the first ${kind}`);

    assert.deepEqual(await answer(client.send("POST", kind, metadata, { media }), 400), { error: "file_exists" });
    assert.deepEqual(await answer(client.send("PUT", kind, metadata, { media })), first, "sent again");
    const second = await answer(client.send("PUT", kind, metadata, { media: bytesOf("another"), fileName: "x.png" }));
    assert.deepEqual(second, { id: first.id, url: first.url.replace(/\.jpg$/, ".png") });
    assert.equal(await (await fetch(`${server.url}/indi-allsky/${second.url}`)).text(), "another");
    await answer(fetch(`${server.url}/${first.url}`), 404);

    const reference = { id: first.id, camera_uuid: CAMERA };
    const get = () => client.send("GET", kind, reference, { metadataAs: "query" });
    assert.deepEqual(await answer(get()), second);
    assert.deepEqual(await answer(client.send("DELETE", kind, { ...reference, utc_offset: -28800.0 })), {});
    assert.deepEqual(await answer(client.send("DELETE", kind, reference), 400), { error: "file_missing" });
    assert.deepEqual(await answer(get(), 400), { error: "file_missing" });
    await answer(client.send("POST", kind, metadata, { media }));
  }
  const files = await filesBelow(`${server.storage}/permanent`);
  assert.equal(files.length, KIND_NAMES.length, files.join("\n"));
});

serverTest("SyncAPI: requests without a valid signature are refused, and nothing is written", async (server) => {
  const client = await syncClient(server);
  const other = await syncClient(server, "other");
  await answer(client.camera());
  const media = bytesOf("an image");
  const refused: Record<string, SyncOptions> = {
    "wrong key": { key: other.key },
    "unknown user": { username: "nobody" },
    "user without key": { username: "Default account" },
    "stale": { slotsAhead: -6 },
    "ahead": { slotsAhead: 3 },
    "more bytes": { fileSize: media.length - 1 },
    "fewer bytes": { fileSize: media.length + 1 },
    "no size": { fileSize: null },
    "no header": { authorization: "" },
    "no colon": { authorization: "Bearer syncuser" },
    "two colons": { authorization: "Bearer syncuser:a:b" },
  };
  for (const [name, options] of Object.entries(refused)) {
    const sent = client.send("PUT", "image", imageMetadata(), { media, ...options });
    assert.deepEqual(await answer(sent, 400), REFUSED, name);
  }
  assert.deepEqual(await answer(fetch(`${server.url}/sync/v1/image`, { method: "PUT", body: "a=b" }), 400), REFUSED);
  await server.sql`INSERT INTO deactivated_accounts SELECT id FROM accounts WHERE name = 'other'`;
  assert.deepEqual(await answer(other.camera(), 400), REFUSED, "deactivated");
  for (const slotsAhead of [-3, 1]) await answer(client.camera({}, { slotsAhead }));
  assert.deepEqual(await filesBelow(`${server.storage}/permanent`), []);
  await answer(fetch(`${server.url}/sync/v1/image`, { method: "PATCH" }), 405);
  await answer(fetch(`${server.url}/sync/v1/dark`, { method: "PUT" }), 404);
});

serverTest("SyncAPI: invalid metadata are refused, unusual ones are accepted", async (server) => {
  const client = await syncClient(server);
  await answer(client.camera());
  const media = bytesOf("an image");
  const refusals: Record<string, Record<string, unknown>> = {
    "no createDate": { createDate: undefined },
    "a text for a number": { exposure: "long" },
    "no such date": { dayDate: "20240231" },
    "a path for a date": { dayDate: "../../.." },
    "a time out of all calendars": { createDate: 1e17 },
    "data that are no object": { data: [] },
    "no exposure": { exposure: undefined },
  };
  const errorOf = async (fields: Record<string, unknown>, options: SyncOptions = { media }) =>
    (await answer(client.send("PUT", "image", imageMetadata(fields), options), 400)).error;
  for (const [name, fields] of Object.entries(refusals)) assert.equal(await errorOf(fields), "invalid_metadata", name);
  for (const json of ["[]", "null", '"x"', "{"]) assert.equal(await errorOf({}, { media, json }), "invalid_metadata");
  assert.equal(await errorOf({ camera_uuid: CAMERA.replace("1", "3") }), "camera not found");
  assert.equal(await errorOf({ camera_uuid: "../x" }), "camera not found");
  assert.equal(await errorOf({}, {}), "media_missing");
  const thumbnail = client.send("PUT", "thumbnail", assetMetadata("thumbnail", { uuid: "../x" }), { media });
  assert.equal((await answer(thumbnail, 400)).error, "invalid_metadata");

  const json = JSON.stringify({ ...imageMetadata(), file_size: media.length, unknown: 1, exclude: null })
    .replace('"sqm":20.5', '"sqm":NaN').replace('"uptime":1', '"uptime":-Infinity,"note":"NaN \\u0000"');
  await answer(client.send("PUT", "image", {}, { media, json, metadataAs: "field", fileName: "été ☄.jpg" }));
  const row = onlyRow(
    await server.sql<{ sqm: number; data: Record<string, unknown>; properties: Record<string, unknown> }[]>`
      SELECT sqm, data, properties FROM allsky_assets`,
  );
  assert.deepEqual([row.sqm, row.data], [null, { uptime: null, note: "NaN " }]);
  assert.equal(row.properties.adu_roi, false, "an empty list is false");
  for (const fileName of ["../../../x.jpg", "/etc/passwd", "x.jpg/../../y.jpg", "..\\..\\x.jpg", "x.p hp"]) {
    const { url } = await answer(client.send("PUT", "image", imageMetadata(), { media, fileName }));
    assert.match(url, /^images\/ccd_[\w-]+\/exposures\/20240131\/night\/31_20\/ccd\d+_20240131_205959(\.jpg)?$/);
  }
});

serverTest("SyncAPI: an asset is recognised when it is sent again", async (server) => {
  const client = await syncClient(server);
  await answer(client.camera());
  const media = bytesOf("an image");
  const thumbnail = assetMetadata("thumbnail");
  const live = await answer(client.send("PUT", "image", imageMetadata({ thumbnail_uuid: thumbnail.uuid }), { media }));
  await answer(client.send("PUT", "thumbnail", thumbnail, { media: bytesOf("small") }));
  // The tool that sends again knows microseconds, and neither the day nor the thumbnail.
  const again = imageMetadata({ createDate: CREATED + 0.25, dayDate: undefined, adu_roi: true });
  assert.deepEqual(await answer(client.send("PUT", "image", again, { media })), live);
  const [row] = await server.sql`SELECT day_date, thumbnail_uuid, wall_time FROM allsky_assets WHERE kind = 'image'`;
  assert.deepEqual({ ...row }, {
    day_date: "2024-01-31",
    thumbnail_uuid: thumbnail.uuid,
    wall_time: "2024-01-31 20:59:59.25",
  });
  await answer(client.send("PUT", "image", imageMetadata({ thumbnail_uuid: CAMERA }), { media }));
  assert.equal((await server.sql`SELECT FROM allsky_assets WHERE kind = 'thumbnail'`).length, 0, "replaced by another");

  for (const later of [0, 60]) {
    const clip = assetMetadata("minivideo", { createDate: CREATED + later });
    await answer(client.send("PUT", "minivideo", clip, { media }));
  }
  assert.equal((await server.sql`SELECT FROM allsky_assets WHERE kind = 'minivideo'`).length, 2);
  const ids = [];
  for (const fields of [{ night: false }, {}, { createDate: CREATED + 9 }]) {
    const video = client.send("PUT", "video", assetMetadata("video", fields), { media, fileName: "x.mp4" });
    ids.push((await answer(video)).id);
  }
  assert.equal(ids[1], ids[2]);
  assert.notEqual(ids[0], ids[1]);
  for (let i = 0; i < 2; i++) {
    const pixels = { keogram_pixels: [[1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3]] };
    await answer(client.send("PUT", "image", imageMetadata(pixels), { media }));
  }
  assert.equal((await server.sql`SELECT FROM allsky_keogram_rows WHERE ts = ${CREATED}`).length, 1);
});

serverTest("SyncAPI: assets that are stored elsewhere have a row and no file", async (server) => {
  const client = await syncClient(server);
  await answer(client.camera({ s3_prefix: "https://bucket.example/sky/" }));
  const cases: [Record<string, unknown>, string | null][] = [
    [{ s3_key: "a/b.jpg" }, "https://bucket.example/sky/a/b.jpg"],
    [{ s3_key: "a/b.jpg", remote_url: "https://else.example/b.jpg" }, "https://else.example/b.jpg"],
    [{ remote_url: "javascript:alert(1)" }, null],
    [{}, null],
  ];
  for (const [fields, location] of cases) {
    const { url } = await answer(client.send("PUT", "image", imageMetadata(fields), { media: new Uint8Array() }));
    const response = await fetch(`${server.url}/${url}`, { redirect: "manual" });
    await response.body?.cancel();
    assert.deepEqual([response.status, response.headers.get("Location")], [location ? 302 : 404, location]);
  }
  assert.deepEqual(await filesBelow(`${server.storage}/permanent`), []);
});

serverTest("SyncAPI: the same entry sent eight times at once is one row and one complete file", async (server) => {
  const client = await syncClient(server);
  await answer(client.camera());
  const bodies = Array.from({ length: 8 }, (_, i) => bytesOf(String(i).repeat(100_000)));
  const answers = await Promise.all(
    bodies.map((media) => answer(client.send("PUT", "image", imageMetadata(), { media }))),
  );
  assert.equal(new Set(answers.map(({ id }) => id)).size, 1);
  const text = await (await fetch(`${server.url}/${answers[0].url}`)).text();
  assert.match(text, /^(.)\1{99999}$/);
  const posts = await Promise.all(bodies.map(async (media, i) => {
    const metadata = imageMetadata({ createDate: CREATED + 100 + i % 2 });
    const response = await client.send("POST", "image", metadata, { media });
    await response.body?.cancel();
    return response.status;
  }));
  assert.deepEqual(posts.toSorted(), [200, 200, 400, 400, 400, 400, 400, 400]);
  assert.equal((await server.sql`SELECT FROM allsky_assets`).length, 3);
  assert.equal((await filesBelow(`${server.storage}/permanent`)).length, 3);
});

serverTest("SyncAPI: files are served in parts, typed and cached, and nothing in them runs", async (server) => {
  const client = await syncClient(server);
  await answer(client.camera());
  const film = { media: bytesOf("0123456789"), fileName: "x.mp4" };
  const { url } = await answer(client.send("PUT", "video", assetMetadata("video"), film));
  const part = await fetch(`${server.url}/${url}`, { headers: { Range: "bytes=2-4" } });
  assert.deepEqual([part.status, await part.text(), part.headers.get("Content-Type")], [206, "234", "video/mp4"]);
  assert.equal(part.headers.get("Cache-Control"), "public, no-cache", "hiding is seen at once");
  const again = await fetch(`${server.url}/${url}`, { headers: { "If-None-Match": part.headers.get("ETag")! } });
  assert.equal(again.status, 304);
  const trap = { media: bytesOf("<script>"), fileName: "x.html" };
  const { url: page } = await answer(client.send("PUT", "keogram", assetMetadata("keogram"), trap));
  const html = await fetch(`${server.url}/${page}`);
  assert.equal(await html.text(), "<script>");
  assert.deepEqual(
    ["Content-Type", "Content-Disposition", "X-Content-Type-Options"].map((name) => html.headers.get(name)),
    ["application/octet-stream", "attachment", "nosniff"],
  );
  await server.sql`UPDATE allsky_cameras SET hidden = true`;
  for (const path of [url, page, "images/ccd_../x", "images/../secret_key"]) {
    assert.equal((await answer(fetch(`${server.url}/${path}`), 404)).message, "Not found");
  }
});

serverTest("SyncAPI: a base address typed with a slash at its end works", async (server) => {
  const client = await syncClient(server);
  for (const prefix of ["/", "/indi-allsky/"]) {
    await answer(client.camera({}, { prefix }));
    const { url } = await answer(client.send("PUT", "image", imageMetadata(), { media: bytesOf(prefix), prefix }));
    assert.equal(await (await fetch(`${server.url}/${url}`)).text(), prefix);
  }
});
