/** The SyncAPI asked by Python's requests with a streamed form, as cameras do: what they send is stored. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { KIND_NAMES } from "../../../src/features/syncapi/assets/kinds.ts";
import { filesBelow } from "../../support/server.ts";
import { assetMetadata, CAMERA, CREATED, imageMetadata, syncClient } from "./client.ts";
import { type Call, camera, pythonTest, sendAll } from "./python_client.ts";

pythonTest("requests sends every kind, from clocks in any zone, and looks it up by GET with a form", async (server) => {
  const client = await syncClient(server);
  const zones = ["UTC", "America/New_York", "Asia/Kolkata", "Australia/Sydney"];
  const puts = KIND_NAMES.map((kind, i): Call => ({
    kind,
    metadata: assetMetadata(kind),
    media: `a ${kind}`,
    name: "été ☄.jpg",
    timezone: zones[i % zones.length],
    ...(kind === "image" ? { nan: "sqm" } : {}),
  }));
  const [{ body: { id: cameraId } }, ...stored] = await sendAll(client, [camera, ...puts]);
  for (const [i, { status, body }] of stored.entries()) {
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(await (await fetch(`${server.url}/${body.url}`)).text(), `a ${KIND_NAMES[i]}`);
    assert.match(body.url, new RegExp(`^images/ccd_${CAMERA}/.*(_20240131_|/thumbnails/)`));
  }
  const references = KIND_NAMES.map((kind, i) => ({
    kind,
    metadata: { id: stored[i]?.body.id, camera_uuid: CAMERA, utc_offset: -28800.0 },
  }));
  const again = await sendAll(client, [
    ...puts,
    { method: "GET", kind: "camera", metadata: { id: cameraId, camera_uuid: CAMERA } },
    ...references.map((call) => ({ ...call, method: "GET" })),
    ...references.toReversed().flatMap((call) => [{ ...call, method: "DELETE" }, { ...call, method: "DELETE" }]),
  ]);
  assert.deepEqual(again.splice(0, puts.length), stored);
  assert.deepEqual(again.shift(), { status: 200, body: { id: cameraId } });
  assert.deepEqual(again.splice(0, puts.length), stored);
  for (let i = 0; i < again.length; i += 2) {
    assert.equal(again[i + 1]?.body.error, "file_missing");
    // A thumbnail is deleted with its image.
    assert.ok(again[i]?.status === 200 || again[i]?.body.error === "file_missing");
  }
  assert.deepEqual(await filesBelow(`${server.storage}/permanent`), []);
});

pythonTest("requests gets an answer even when a large file is refused halfway", async (server) => {
  const client = await syncClient(server);
  const large = { kind: "video", repeat: 100_000_000, name: "x.mp4" };
  const metadata = assetMetadata("video");
  const [, stored, stale, unknown, other] = await sendAll(client, [
    camera,
    { ...large, metadata },
    { ...large, metadata, slots: -6 },
    { ...large, metadata: { ...metadata, camera_uuid: CAMERA.replaceAll("1", "9") } },
    { ...large, metadata: { ...metadata, file_size: 5 } },
  ]);
  assert.equal(stored.status, 200);
  const head = await fetch(`${server.url}/${stored.body.url}`, { method: "HEAD" });
  assert.equal(head.headers.get("Content-Length"), String(large.repeat));
  assert.deepEqual([stale, other].map(({ body }) => body.error), Array(2).fill("authentication failed"));
  assert.equal(unknown.body.error, "camera not found");
  const [wrongKey] = await sendAll({ ...client, key: "0".repeat(64), url: client.url, username: client.username }, [
    { ...large, metadata },
  ]);
  assert.deepEqual(wrongKey, { status: 400, body: { error: "authentication failed" } });
  assert.equal((await filesBelow(`${server.storage}/permanent`)).length, 1);
});

pythonTest("concurrent requests from several cameras lose nothing", async (server) => {
  const client = await syncClient(server);
  const cameras = [1, 2, 3].map((n) => CAMERA.replace("1", String(n)));
  const workers = cameras.flatMap((uuid) =>
    [0, 1].map(async (worker) => {
      const calls = Array.from({ length: 10 }, (_, i): Call[] => {
        const common = { camera_uuid: uuid, createDate: CREATED + 2 * i + worker };
        const thumbnail = crypto.randomUUID();
        return [
          { kind: "thumbnail", metadata: assetMetadata("thumbnail", { ...common, uuid: thumbnail }), media: "small" },
          {
            kind: "image",
            metadata: imageMetadata({ ...common, thumbnail_uuid: thumbnail }),
            media: "large",
            name: "a.jpg",
          },
        ];
      }).flat();
      return await sendAll(client, [{ ...camera, metadata: { ...camera.metadata, uuid } }, ...calls]);
    })
  );
  for (const answers of await Promise.all(workers)) {
    for (const { status, body } of answers) assert.equal(status, 200, JSON.stringify(body));
  }
  const { rows } = onlyRow(await server.sql`SELECT count(*) AS rows FROM allsky_assets`);
  assert.equal(rows, 120);
  assert.equal((await filesBelow(`${server.storage}/permanent`)).length, 120);
});
