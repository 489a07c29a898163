import assert from "node:assert/strict";
import { completeAbandoned } from "../../../src/features/uploads/complete_abandoned.ts";
import { makePicture, walk } from "../../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { createUploadSet, readUploadSet, sendFile, uploadSetWhenIdle } from "../../support/uploads.ts";

const HOURS = 24;
const ON = { API_UPLOAD_SET_COMPLETION_HOURS: String(HOURS) };

/** A set with one picture that came so many hours ago, of two that were announced. */
async function uploadHoursAgo(server: TestServer, hours: number, seed: number): Promise<string> {
  const set = await createUploadSet(server, { estimated_nb_files: 2 });
  const [options] = walk(1, { width: 64, height: 32, seed });
  await answer(sendFile(server, set, { name: "1.jpg", bytes: await makePicture(options) }), 202);
  await makeOlder(server, set, hours);
  return set;
}

async function makeOlder({ sql }: TestServer, set: string, hours: number): Promise<void> {
  await sql`UPDATE upload_sets SET created_at = created_at - make_interval(hours => ${hours}) WHERE id = ${set}`;
  await sql`UPDATE files SET inserted_at = inserted_at - make_interval(hours => ${hours}) WHERE upload_set_id = ${set}`;
}

serverTest("completeAbandoned() completes sets that no file came to for long, and no others", async (server) => {
  const abandoned = await uploadHoursAgo(server, HOURS, 1);
  const recent = await uploadHoursAgo(server, HOURS - 1, 2);
  const empty = await createUploadSet(server, { estimated_nb_files: 2 });
  await makeOlder(server, empty, HOURS);
  const resumed = await uploadHoursAgo(server, HOURS, 3);
  const bytes = await makePicture({ ...walk(2)[1], width: 64, height: 32, seed: 4 });
  await server.sql`UPDATE upload_sets SET estimated_nb_files = 3 WHERE id = ${resumed}`;
  await answer(sendFile(server, resumed, { name: "2.jpg", bytes }), 202);

  await completeAbandoned(server.backend.services);
  const set = await uploadSetWhenIdle(server, abandoned);
  assert.deepEqual([set.completed, set.dispatched, set.ready], [true, true, true]);
  assert.equal(set.associated_collections.length, 1);
  for (const other of [recent, empty, resumed]) assert.equal((await readUploadSet(server, other)).completed, false);
}, ON);

serverTest("completeAbandoned() dispatches what came late to a complete set, once", async (server) => {
  const set = await uploadHoursAgo(server, 0, 1);
  const bytes = await makePicture({ ...walk(2)[1], width: 64, height: 32, seed: 2 });
  await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST" }));
  await uploadSetWhenIdle(server, set);
  await answer(sendFile(server, set, { name: "2.jpg", bytes }), 202);
  assert.equal((await readUploadSet(server, set)).completed, false);
  await makeOlder(server, set, HOURS);
  await completeAbandoned(server.backend.services);
  await completeAbandoned(server.backend.services);
  const { associated_collections: [collection] } = await uploadSetWhenIdle(server, set);
  assert.equal(collection.nb_items, 2);
  const dispatches = await server.sql`
    SELECT FROM job_history WHERE upload_set_id = ${set} AND job_task = 'dispatch'`;
  assert.equal(dispatches.length, 2);
}, ON);

serverTest("completeAbandoned() does nothing where nobody asked for it", async (server) => {
  const set = await uploadHoursAgo(server, 10_000, 1);
  await completeAbandoned(server.backend.services);
  assert.equal((await readUploadSet(server, set)).completed, false);
});
