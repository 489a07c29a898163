/** `PATCH` and `DELETE /api/upload_sets/:id`, by everybody who may try. */
import assert from "node:assert/strict";
import { makePicture, walk } from "../../../support/pictures.ts";
import { answer, filesBelow, serverTest, type TestServer } from "../../../support/server.ts";
import { createUploadSet, readUploadSet, sendFile, uploadSetWhenIdle } from "../../../support/uploads.ts";

type Headers = Record<string, string>;

function patch(server: TestServer, id: string, body: unknown, headers: Headers): Promise<Response> {
  return fetch(`${server.url}/api/upload_sets/${id}`, {
    method: "PATCH",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

function remove(server: TestServer, id: string, headers: Headers): Promise<Response> {
  return fetch(`${server.url}/api/upload_sets/${id}`, { method: "DELETE", headers });
}

async function dispatchedSet(server: TestServer, headers: Headers, body: Record<string, unknown> = {}, count = 2) {
  const id = await createUploadSet(server, { estimated_nb_files: count, ...body }, headers);
  for (const [index, options] of walk(count, { step: 30, interval: 20 }).entries()) {
    await answer(sendFile(server, id, { name: `${index}.jpg`, bytes: await makePicture(options) }, { headers }), 202);
  }
  return await uploadSetWhenIdle(server, id, headers);
}

serverTest("PATCH changes what it names and nothing else", async (server) => {
  const owner = await server.account("owner");
  const id = await createUploadSet(server, { split_distance: 7, no_split: false }, owner);
  const changed = await answer(
    patch(server, id, { split_time: "PT1M", sort_method: "filename-desc", no_split: null }, owner),
  );
  assert.equal(changed.split_time, 60);
  assert.equal(changed.sort_method, "filename-desc");
  assert.equal(changed.split_distance, 7);
  assert.equal(changed.no_split, false);
  assert.deepEqual(await readUploadSet(server, id, owner), changed);
});

const REFUSED: { name: string; body: unknown; status: number; message: string; fields?: string[][] }[] = [
  { name: "null", body: null, status: 415, message: "Parameter for updating an UploadSet should be a valid JSON" },
  {
    name: "fields that cannot be changed",
    body: { title: "Other", estimated_nb_files: 3 },
    status: 400,
    message: "Impossible to update the UploadSet",
    fields: [["title"], ["estimated_nb_files"]],
  },
  {
    name: "a distance beyond all distances",
    body: { split_distance: 1e12 },
    status: 400,
    message: "Impossible to update the UploadSet",
    fields: [["split_distance"]],
  },
  {
    name: "a heading that is null",
    body: { relative_heading: null },
    status: 400,
    message: "Relative heading is not valid, should be an integer in degrees from -180 to 180",
  },
  {
    name: "splitting and not splitting",
    body: { no_split: true, split_distance: 3 },
    status: 400,
    message: "The `no_split` parameter is incompatible with specifying `split_distance` / `split_duration`",
  },
];

for (const { name, body, status, message, fields } of REFUSED) {
  serverTest(`PATCH refuses ${name} and changes nothing`, async (server) => {
    const owner = await server.account("owner");
    const id = await createUploadSet(server, {}, owner);
    const before = await readUploadSet(server, id, owner);
    const refusal = await answer(patch(server, id, body, owner), status);
    assert.equal(refusal.message, message);
    if (fields) assert.deepEqual(refusal.details.map((detail: { fields: string[] }) => detail.fields), fields);
    assert.deepEqual(await readUploadSet(server, id, owner), before);
  });
}

serverTest("PATCH lets strangers tag what they see and change nothing else", async (server) => {
  const owner = await server.account("owner"), stranger = await server.account("stranger");
  const open = await createUploadSet(server, {}, owner);
  const hidden = await createUploadSet(server, { visibility: "owner-only" }, owner);
  const tags = { semantics: [{ key: "weather", value: "rain" }] };
  assert.deepEqual((await answer(patch(server, open, tags, stranger))).semantics, [{ key: "weather", value: "rain" }]);
  await answer(patch(server, hidden, tags, stranger), 404);
  await answer(patch(server, open, { ...tags, sort_method: "time-desc" }, stranger), 403);
  await answer(patch(server, hidden, { visibility: "anyone" }, stranger), 403);
  assert.deepEqual((await readUploadSet(server, hidden, owner)).semantics, []);
  await answer(patch(server, open, {}, { Authorization: "Bearer nonsense" }), 401);
});

serverTest("PATCH lets strangers tag nothing of an owner who does not want it", async (server) => {
  const owner = await server.account("owner"), stranger = await server.account("stranger");
  const id = await createUploadSet(server, {}, owner);
  const tags = { semantics: [{ key: "weather", value: "rain" }] };
  await server.sql`UPDATE accounts SET collaborative_metadata = FALSE WHERE name = 'owner'`;
  await answer(patch(server, id, tags, stranger), 403);
  await server.sql`UPDATE accounts SET collaborative_metadata = NULL WHERE name = 'owner'`;
  await server.sql`UPDATE configurations SET collaborative_metadata = FALSE`;
  await answer(patch(server, id, tags, stranger), 403);
  assert.deepEqual((await readUploadSet(server, id, owner)).semantics, []);
  for (const headers of [owner, server.defaultAccount]) {
    const tag = { semantics: [{ key: "weather", value: headers === owner ? "sun" : "snow" }] };
    await answer(patch(server, id, tag, headers));
  }
});

serverTest("PATCH hands tags and visibility on to the collections of a dispatched set", async (server) => {
  const owner = await server.account("owner");
  const set = await dispatchedSet(server, owner, { semantics: [{ key: "weather", value: "sun" }] });
  await answer(
    patch(server, set.id, {
      visibility: "owner-only",
      semantics: [{ action: "delete", key: "weather", value: "sun" }, { key: "weather", value: "rain" }],
    }, owner),
  );
  const [collection] = set.associated_collections;
  await answer(fetch(`${server.url}/api/collections/${collection.id}`), 404);
  const seen = await answer(fetch(`${server.url}/api/collections/${collection.id}`, { headers: owner }));
  assert.deepEqual(seen.semantics, [{ key: "weather", value: "rain" }]);
  const again = await answer(patch(server, set.id, { semantics: [{ key: "weather", value: "rain" }] }, owner), 400);
  assert.equal(again.message, "Impossible to add semantic tags because of duplicates");
});

serverTest("DELETE takes a set with its pictures and files, and leaves deleted collections", async (server) => {
  const owner = await server.account("owner"), stranger = await server.account("stranger");
  const set = await dispatchedSet(server, owner);
  const other = await dispatchedSet(server, stranger, { no_deduplication: true }, 0);
  await answer(remove(server, set.id, stranger), 403);
  await answer(remove(server, set.id, owner), 204);
  await answer(remove(server, set.id, owner), 404);
  await server.backend.runner!.idle();

  await answer(fetch(`${server.url}/api/upload_sets/${set.id}`), 404);
  await answer(fetch(`${server.url}/api/collections/${set.associated_collections[0].id}`), 404);
  assert.deepEqual(await filesBelow(server.storage), []);
  const [left] = await server.sql`
    SELECT (SELECT count(*)::int FROM pictures) AS pictures, (SELECT count(*)::int FROM files) AS files,
      (SELECT count(*)::int FROM job_queue) AS jobs, (SELECT array_agg(status::text) FROM sequences) AS sequences`;
  assert.deepEqual({ ...left }, { pictures: 0, files: 0, jobs: 0, sequences: ["deleted"] });
  await readUploadSet(server, other.id, stranger);
});

serverTest("Tags that no index can hold are refused, at the start of an upload and later", async (server) => {
  const owner = await server.account("owner");
  // Characters of three bytes in no order, so that they are not compressed below the limit.
  const value = Array.from({ length: 2048 }, (_, i) => String.fromCharCode(0x4e00 + (i * 7919) % 20_000)).join("");
  const semantics = [{ key: "note", value }];
  const start = fetch(`${server.url}/api/upload_sets`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...owner },
    body: JSON.stringify({ title: "A tour", semantics }),
  });
  await answer(start, 400);
  await answer(patch(server, await createUploadSet(server, {}, owner), { semantics }, owner), 400);
});
