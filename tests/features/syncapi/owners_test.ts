/** What one account's key cannot do to another's camera, and what a learned signature cannot do. */
import assert from "node:assert/strict";
import { Team } from "../../../src/core/threads/mod.ts";
import { UsedSignatures } from "../../../src/features/syncapi/sync/used_signatures.ts";
import { giveCamera, mergeCameras } from "../../../src/features/syncapi/mod.ts";
import { sign, slotOf } from "../../../src/features/syncapi/sync/signature.ts";
import { answer, serverTest } from "../../support/server.ts";
import { bytesOf, CAMERA, imageMetadata, syncClient } from "./client.ts";

const NEW_CAMERA = "22222222-2222-3333-4444-555555555555";

serverTest("SyncAPI: the key of another account changes nothing of a camera", async (server) => {
  const owner = await syncClient(server), other = await syncClient(server, "other");
  const { id: camera } = await answer(owner.camera());
  const sent = await answer(owner.send("PUT", "image", imageMetadata(), { media: bytesOf("mine") }));
  const reference = { id: sent.id, camera_uuid: CAMERA };

  const taken = await answer(other.camera({ name: "stolen", latitude: 1 }), 400);
  assert.deepEqual(taken, { error: "camera not found", reason: "the camera belongs to another account" });
  for (const method of ["PUT", "POST"]) {
    const refused = other.send(method, "image", imageMetadata(), { media: bytesOf("not mine") });
    assert.deepEqual(await answer(refused, 400), { error: "camera not found" });
  }
  for (const method of ["GET", "DELETE"]) {
    const refused = other.send(method, "image", reference, { metadataAs: "query" });
    assert.deepEqual(await answer(refused, 400), { error: "camera not found" });
  }
  const [row] = await server.sql<{ name: string; properties: Record<string, unknown> }[]>`
    SELECT name, properties FROM allsky_cameras WHERE id = ${camera}`;
  assert.equal(row!.name, "ZWO CCD ASI290MM");
  assert.equal(row!.properties.latitude, undefined);
  assert.equal(await (await fetch(`${server.url}/indi-allsky/${sent.url}`)).text(), "mine");

  // Until an administrator gives it away.
  const [account] = await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'other'`;
  assert.ok(await giveCamera(server.sql, camera, account!.id));
  assert.deepEqual(await answer(other.camera()), { id: camera });
  await answer(owner.camera(), 400);
});

serverTest("SyncAPI: cameras and sequences take no ids of each other, whoever is first", async (server) => {
  const client = await syncClient(server);
  const { id: camera } = await answer(client.camera());
  await answer(client.send("PUT", "image", imageMetadata(), { media: bytesOf("mine") }));
  const json = { "Content-Type": "application/json" };
  const make = (id: string) =>
    fetch(`${server.url}/api/collections`, { method: "POST", headers: json, body: JSON.stringify({ id }) });
  await answer(make(CAMERA), 409);
  const { title } = await answer(fetch(`${server.url}/api/collections/${CAMERA}`));
  assert.equal(title, "ZWO CCD ASI290MM");
  assert.deepEqual(await answer(client.camera({ name: "again" })), { id: camera }, "as the camera is known");

  const taken = crypto.randomUUID();
  await answer(make(taken));
  assert.equal((await answer(client.camera({ uuid: taken }), 400)).error, "camera not found");
  const search = await answer(fetch(`${server.url}/api/search?collections=${taken}`));
  assert.deepEqual(search.features, []);
  assert.equal((await server.sql`SELECT FROM allsky_cameras`).length, 1);
});

serverTest("SyncAPI: a base address that ends with a slash works", async (server) => {
  const client = await syncClient(server);
  for (const prefix of ["/", "/indi-allsky/"]) {
    const { id } = await answer(client.camera({}, { prefix }));
    const sent = await answer(client.send("PUT", "image", imageMetadata(), { media: bytesOf("sky"), prefix }));
    const reference = { id: sent.id, camera_uuid: CAMERA };
    assert.deepEqual(await answer(client.send("GET", "image", reference, { metadataAs: "query", prefix })), sent);
    assert.ok(id > 0);
  }
  assert.equal((await fetch(`${server.url}//api/collections`)).status, 404, "nothing else changes");
});

serverTest("SyncAPI: metadata that are expensive to check before the signature are refused", async (server) => {
  const client = await syncClient(server);
  await answer(client.camera());
  const deep = JSON.stringify({ ...imageMetadata(), file_size: 3, data: 0 })
    .replace('"data":0', `"data":{"a":${"[".repeat(5000)}${"]".repeat(5000)}}`);
  const nested = await answer(client.send("PUT", "image", {}, { json: deep, media: bytesOf("sky") }), 400);
  assert.deepEqual(nested, { error: "invalid_metadata", reason: "nested too deeply" });
  const large = imageMetadata({ data: { text: "x".repeat(300 * 1024) } });
  const refused = await answer(client.send("PUT", "image", large, { media: bytesOf("sky") }), 400);
  assert.deepEqual(refused, { error: "authentication failed" });
});

Deno.test("a signature is refused for another method from another address", () => {
  const used = new UsedSignatures(new Team());
  assert.ok(used.accept("a", "read", "192.0.2.1", 0));
  assert.ok(used.accept("a", "read", "192.0.2.2", 1), "the same again");
  assert.ok(used.accept("a", "delete", "192.0.2.1", 2), "scripts ask, then delete");
  assert.equal(used.accept("a", "delete", "192.0.2.2", 3), false);
  assert.equal(used.accept("a", "store", "192.0.2.2", 3), false);
  assert.ok(used.accept("b", "delete", "192.0.2.2", 3));
  for (let i = 0; i < 250_000; i++) used.accept(`n${i}`, "store", "192.0.2.3", 4);
  assert.ok(used.accept("a", "delete", "192.0.2.2", 5), "memory is bounded");
});

serverTest("SyncAPI: who learned the signature of a GET deletes nothing with it", async (server) => {
  const client = await syncClient(server);
  await answer(client.camera());
  const { id, url } = await answer(client.send("PUT", "image", imageMetadata(), { media: bytesOf("sky") }));
  const text = JSON.stringify({ id, camera_uuid: CAMERA });
  const Authorization = `Bearer ${client.username}:${sign(client.key, slotOf(Date.now()), bytesOf(text))}`;
  const ask = (method: string, address: string) =>
    fetch(`${server.url}/sync/v1/image?metadata=${encodeURIComponent(text)}`, {
      method,
      headers: { Authorization, "X-Forwarded-For": address },
    });
  await answer(ask("GET", "192.0.2.1"));
  assert.deepEqual(await answer(ask("DELETE", "192.0.2.2"), 400), { error: "authentication failed" });
  assert.equal(await (await fetch(`${server.url}/indi-allsky/${url}`)).text(), "sky");
  await answer(ask("DELETE", "192.0.2.1"));
  await answer(fetch(`${server.url}/indi-allsky/${url}`), 404);
}, { INFRA_NB_PROXIES: "1" });

serverTest("mergeCameras() moves what one camera sent under two UUIDs, and nothing else", async (server) => {
  const client = await syncClient(server), other = await syncClient(server, "other");
  const { id: old } = await answer(client.camera());
  const { id: renewed } = await answer(client.camera({ uuid: NEW_CAMERA }));
  const { id: strange } = await answer(other.camera({ uuid: "33333333-2222-3333-4444-555555555555" }));
  const send = (camera_uuid: string, createDate: number) =>
    answer(client.send("PUT", "image", imageMetadata({ camera_uuid, createDate, dayDate: null }), {
      media: bytesOf(`${camera_uuid} ${createDate}`),
    }));
  const first = await send(CAMERA, 1706763599);
  await send(CAMERA, 1706763699);
  await send(NEW_CAMERA, 1706763699);
  const merge = (from: number, to: number, isRehearsal: boolean) => mergeCameras(server.sql, from, to, { isRehearsal });
  const wanted = { moved: 1, kept: 1, isOldDeleted: false };
  assert.deepEqual(await merge(old, renewed, true), wanted);
  const countOf = async (camera: number) => {
    const [row] = await server.sql`SELECT count(*)::int AS count FROM allsky_assets WHERE camera_id = ${camera}`;
    return row!.count;
  };
  assert.deepEqual([await countOf(old), await countOf(renewed)], [2, 1], "a rehearsal changes nothing");
  assert.deepEqual(await merge(old, renewed, false), wanted);
  assert.deepEqual([await countOf(old), await countOf(renewed)], [1, 2]);
  assert.equal(await (await fetch(`${server.url}/indi-allsky/${first.url}`)).text(), `${CAMERA} 1706763599`);

  await server.sql`DELETE FROM allsky_assets WHERE camera_id = ${old}`;
  assert.deepEqual(await merge(old, renewed, false), { moved: 0, kept: 0, isOldDeleted: true });
  assert.equal(await merge(old, renewed, false), "unknown camera");
  assert.equal(await merge(renewed, renewed, false), "same camera");
  assert.equal(await merge(strange, renewed, false), "different accounts");
});
