/** The SyncAPI asked by Python's requests for what it should refuse, and for what is odd but right. */
import assert from "node:assert/strict";
import { present } from "../../support/present.ts";
import { filesBelow } from "../../support/server.ts";
import { assetMetadata, CAMERA, imageMetadata, syncClient } from "./client.ts";
import { type Call, camera, pythonTest, sendAll } from "./python_client.ts";

const image: Call = { kind: "image", metadata: imageMetadata(), media: "an image", name: "a.jpg" };
const REFUSED = "authentication failed", INVALID = "invalid_metadata";

function imageWith(fields: Record<string, unknown>): Call {
  return { ...image, metadata: imageMetadata(fields) };
}

pythonTest("requests is refused for each reason, and nothing is written", async (server) => {
  const client = await syncClient(server);
  await server.account("no key");
  const digest = "0".repeat(128);
  const cases: [string, Call, string][] = [
    ["a wrong key", { ...image, key: "0".repeat(64) }, REFUSED],
    ["an unknown user", { ...image, username: "nobody" }, REFUSED],
    ["a user without a key", { ...image, username: "no key" }, REFUSED],
    ["a clock half an hour behind", { ...image, slots: -6 }, REFUSED],
    ["a clock a quarter of an hour ahead", { ...image, slots: 3 }, REFUSED],
    ["more bytes than signed", imageWith({ file_size: 3 }), REFUSED],
    ["fewer bytes than signed", imageWith({ file_size: 300 }), REFUSED],
    ["no size", imageWith({ file_size: null }), REFUSED],
    ["no word before the user", { ...image, authorization: `syncuser:${digest}` }, REFUSED],
    ["two spaces", { ...image, authorization: `Bearer  syncuser:${digest}` }, REFUSED],
    ["no colon", { ...image, authorization: "Bearer syncuser" }, REFUSED],
    ["two colons", { ...image, authorization: `Bearer syncuser:x:${digest}` }, REFUSED],
    ["another signature", { ...image, authorization: `Bearer syncuser:${digest}` }, REFUSED],
    ["no JSON", { ...image, json: "{" }, INVALID],
    ["a list", { ...image, json: "[]" }, INVALID],
    ["no exposure", imageWith({ exposure: undefined }), INVALID],
    ["a word for a number", imageWith({ gain: "high" }), INVALID],
    ["a way out for a day", imageWith({ dayDate: "../../.." }), INVALID],
    ["a way out for a camera", imageWith({ camera_uuid: "../../etc" }), "camera not found"],
    ["an unknown camera", imageWith({ camera_uuid: crypto.randomUUID() }), "camera not found"],
    [
      "a way out for a thumbnail",
      { ...image, kind: "thumbnail", metadata: assetMetadata("thumbnail", { uuid: "../../x" }) },
      INVALID,
    ],
    ["a way out for a new camera", { kind: "camera", metadata: { ...camera.metadata, uuid: "../../x" } }, INVALID],
  ];
  const timezones = ["Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu"];
  const calls = cases.map(([, call], i) => ({ ...call, timezone: timezones[i % timezones.length] }));
  const [, ...answers] = await sendAll(client, [camera, ...calls]);
  for (const [i, [name, , error]] of cases.entries()) {
    assert.deepEqual([answers[i]?.status, answers[i]?.body.error], [400, error], name);
  }
  assert.equal((await server.sql`SELECT FROM allsky_assets`).length, 0);
  assert.equal((await server.sql`SELECT FROM allsky_cameras`).length, 1);
  assert.deepEqual(await filesBelow(`${server.storage}/permanent`), []);
});

pythonTest(
  "requests is served at both ends of the tolerated clock range, and file names cannot escape",
  async (server) => {
    const client = await syncClient(server);
    const names = ["../../../x.jpg", "/etc/passwd.jpg", "x.jpg/../../y.jpg", "Ω ☄.jpg"];
    const calls = [
      ...[-3, 1].map((slots) => ({ ...image, slots })),
      ...names.map((name) => ({ ...image, name })),
      { ...image, method: "POST" },
    ];
    const [, ...answers] = await sendAll(client, [camera, ...calls]);
    assert.deepEqual(answers.pop(), { status: 400, body: { error: "file_exists" } });
    const first = present(answers[0]);
    assert.equal(first.status, 200);
    for (const answer of answers) assert.deepEqual(answer, first);
    assert.deepEqual(await filesBelow(`${server.storage}/permanent`), [first.body.url.replace("images", "allsky")]);
  },
);

pythonTest("eight identical requests at once leave one row and one complete file", async (server) => {
  const client = await syncClient(server);
  await sendAll(client, [camera]);
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => sendAll(client, [{ ...image, media: String(i).repeat(50_000) }])),
  );
  assert.deepEqual(answers.flat().map(({ status }) => status), Array(8).fill(200));
  assert.equal(new Set(answers.flat().map(({ body }) => body.id)).size, 1);
  const text = await (await fetch(`${server.url}/${answers[0]?.[0].body.url}`)).text();
  assert.match(text, /^(\d)\1{49999}$/);
  assert.equal((await server.sql`SELECT FROM allsky_assets`).length, 1);
  assert.equal((await filesBelow(`${server.storage}/permanent`)).length, 1);
});

pythonTest("requests may send a thumbnail after its image, and an image that is stored elsewhere", async (server) => {
  const client = await syncClient(server);
  const now = Math.floor(Date.now() / 1000);
  const uuid = crypto.randomUUID();
  const fields = { createDate: now - 60, dayDate: undefined };
  const [{ body: { id } }, stored, thumbnail, elsewhere] = await sendAll(client, [
    { ...camera, metadata: { ...camera.metadata, s3_prefix: "https://bucket.example" } },
    imageWith({ ...fields, thumbnail_uuid: uuid }),
    { ...image, kind: "thumbnail", metadata: assetMetadata("thumbnail", { ...fields, uuid }) },
    { ...imageWith({ ...fields, createDate: now - 30, s3_key: "sky.jpg" }), media: "" },
  ]);
  assert.deepEqual([stored.status, thumbnail.status, elsewhere.status], [200, 200, 200]);
  const remote = "https://bucket.example/sky.jpg";
  const loop = await (await fetch(`${server.url}/indi-allsky/js/loop?camera_id=${id}`)).json();
  assert.deepEqual(loop.image_list.map(({ url }: { url: string }) => url), [remote, stored.body.url]);
  const latest = await (await fetch(`${server.url}/js/latest?camera_id=${id}`)).json();
  assert.equal(latest.latest_image.url, remote);
  const { features } = await (await fetch(`${server.url}/api/collections/${CAMERA}/items`)).json();
  assert.equal(features[0].assets.thumb.href, `${server.url}/${thumbnail.body.url}`);
  assert.equal(features[1].assets.image.href, remote);
});
