/** How much an account may upload. */
import assert from "node:assert/strict";
import type { Sql } from "../../../../src/core/db/sql.ts";
import { takeRoom } from "../../../../src/features/accounts/quotas/quota.ts";
import { Team } from "../../../../src/core/threads/mod.ts";
import { readSettings } from "../../../../src/core/settings/mod.ts";
import { makePicture, walk } from "../../../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";
import { createUploadSet, sendFile } from "../../../support/uploads.ts";

type Headers = Record<string, string>;

async function idOf({ url }: TestServer, headers: Headers): Promise<string> {
  return (await answer(fetch(`${url}/api/users/me`, { headers }))).id;
}

async function setQuota(server: TestServer, id: string, quota: unknown, status = 204) {
  return await answer(
    fetch(`${server.url}/api/admin/users/${id}/quota`, {
      method: "PUT",
      headers: { ...server.defaultAccount, "Content-Type": "application/json" },
      body: JSON.stringify(quota),
    }),
    status,
  );
}

const pictures = (count: number) => Promise.all(walk(count).map((options) => makePicture(options)));

serverTest("an account uploads as many pictures as the setting says, and no more", async (server) => {
  const ana = await server.account("Ana"), bob = await server.account("Bob");
  const files = await pictures(6);
  const send = async (headers: Headers, set: string, index: number, status: number) =>
    await answer(sendFile(server, set, { name: `${index}.jpg`, bytes: files[index]! }, { headers }), status);
  const set = await createUploadSet(server, {}, ana);
  await send(ana, set, 0, 202);
  await send(ana, set, 1, 202);
  const refusal = await send(ana, set, 2, 403);
  assert.match(refusal.message, /may have 2 pictures/);
  assert.deepEqual(refusal.details, { field: "max_pictures", max_pictures: 2, pictures: 2 });
  // Each has room of their own, administrators and callers without an account are not bounded.
  await send(bob, await createUploadSet(server, {}, bob), 2, 202);
  const own = await createUploadSet(server, {}, server.defaultAccount);
  for (const index of [3, 4, 5]) await send(server.defaultAccount, own, index, 202);

  const { features: [item] } = await answer(fetch(`${server.url}/api/search`, { headers: ana }));
  assert.equal(item, undefined, "not dispatched yet");
  await server.sql`DELETE FROM pictures WHERE account_id = ${await idOf(server, ana)}`;
  const again = await createUploadSet(server, {}, ana);
  await send(ana, again, 0, 202);
}, { API_QUOTA_PICTURES: "2", PICTURE_PROCESS_THREADS_LIMIT: "0" });

serverTest("of uploads at once, no more come through than there is room for", async (server) => {
  const ana = await server.account("Ana");
  const set = await createUploadSet(server, {}, ana);
  const files = await pictures(8);
  const statuses = await Promise.all(files.map(async (bytes, index) => {
    const response = await sendFile(server, set, { name: `${index}.jpg`, bytes }, { headers: ana });
    await response.body?.cancel();
    return response.status;
  }));
  assert.deepEqual(statuses.filter((status) => status === 202).length, 3, statuses.join());
  assert.deepEqual(statuses.filter((status) => status === 403).length, 5, statuses.join());
}, { API_QUOTA_PICTURES: "3", PICTURE_PROCESS_THREADS_LIMIT: "0" });

serverTest("an account has bytes of its own, to the byte, and a refused file takes no room", async (server) => {
  const ana = await server.account("Ana");
  const id = await idOf(server, ana);
  const [first, second] = await pictures(2);
  const set = await createUploadSet(server, {}, ana);
  const send = (bytes: Uint8Array<ArrayBuffer>, name: string, status: number) =>
    answer(sendFile(server, set, { name, bytes }, { headers: ana }), status);
  await setQuota(server, id, { max_pictures: null, max_bytes: first!.length - 1 });
  const refusal = await send(first!, "first.jpg", 403);
  assert.deepEqual(refusal.details, { field: "max_bytes", max_bytes: first!.length - 1, bytes: 0 });
  assert.equal((await server.sql`SELECT FROM files`).length, 0, "it can be sent again");
  await setQuota(server, id, { max_pictures: null, max_bytes: first!.length });
  await send(new Uint8Array(first!.length), "broken.jpg", 400);
  await send(first!, "first.jpg", 202);
  await send(second!, "second.jpg", 403);
  const shown = await answer(fetch(`${server.url}/api/admin/users/${id}`, { headers: server.defaultAccount }));
  assert.deepEqual([shown.bytes, shown.quota.bytes, shown.max_pictures], [first!.length, first!.length, null]);
  await setQuota(server, id, { max_pictures: 0, max_bytes: 0 });
  await send(second!, "second.jpg", 202);
  for (const bad of [{ max_pictures: -1, max_bytes: 0 }, { max_pictures: 1 }, { max_pictures: 1.5, max_bytes: null }]) {
    await setQuota(server, id, bad, 400);
  }
}, { PICTURE_PROCESS_THREADS_LIMIT: "0" });

serverTest("the way of older clients is bounded too", async (server) => {
  const ana = await server.account("Ana");
  const collection = await answer(
    fetch(`${server.url}/api/collections`, {
      method: "POST",
      headers: { ...ana, "Content-Type": "application/json" },
      body: '{"title": "A walk"}',
    }),
  );
  const files = await pictures(2);
  for (const [index, status] of [[0, 202], [1, 403]] as const) {
    const form = new FormData();
    form.set("position", String(index + 1));
    form.set("picture", new Blob([files[index]!], { type: "image/jpeg" }), `${index}.jpg`);
    await answer(
      fetch(`${server.url}/api/collections/${collection.id}/items`, { method: "POST", headers: ana, body: form }),
      status,
    );
  }
}, { API_QUOTA_PICTURES: "1", PICTURE_PROCESS_THREADS_LIMIT: "0" });

Deno.test("whoever is refused again and again has a large account counted now and then only", async () => {
  const now = Date.now;
  let time = now(), counts = 0;
  // A database with many pictures, in which a count takes a second.
  const sql = ((strings: TemplateStringsArray) => {
    const text = strings.join("");
    if (text.includes("FROM account_quotas")) return Promise.resolve([{ max_pictures: 5, max_bytes: 0 }]);
    if (!text.includes("FROM pictures")) return {};
    counts++;
    time += 1000;
    return Promise.resolve([{ pictures: 5, bytes: 0 }]);
  }) as unknown as Sql; // All that is asked of it.
  const ana = { id: "ana", name: "Ana", role: "user", tosAccepted: true } as const;
  const team = new Team();
  const ask = () => takeRoom({ sql, settings: readSettings({}), team }, ana, 0);
  Date.now = () => time;
  try {
    for (let i = 0; i < 10; i++) await assert.rejects(ask(), /5 pictures/);
    assert.equal(counts, 1);
    time += 11_000;
    await assert.rejects(ask(), /5 pictures/);
    assert.equal(counts, 2);
    time -= 86_400_000;
    await assert.rejects(ask(), /5 pictures/);
    assert.equal(counts, 3, "after the clock was put back");
  } finally {
    Date.now = now;
  }
});
