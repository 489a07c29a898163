import assert from "node:assert/strict";
import { seedSequence, uuid, walk } from "../../seeds.ts";
import { type StacTest, stacTest } from "../../support.ts";

const SEQUENCE = uuid(1), PATH = `/api/collections/${SEQUENCE}`;
const IDS = [11, 12, 13, 14, 15].map(uuid);

async function withSequence(test: StacTest): Promise<string> {
  const bob = await test.account("bob");
  await test.account("camille");
  await seedSequence(test.sql, { id: SEQUENCE, account: bob, pictures: walk(11) });
  return bob;
}

function send(method: string, body: unknown): RequestInit {
  return { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

async function seen(test: StacTest, role?: string): Promise<string[]> {
  const { pictures } = await test.json(`${PATH}/outline`, { role });
  return pictures.map(({ id }: { id: string }) => id);
}

stacTest("chosen pictures get a visibility, all of them without a choice, and the history says so", async (test) => {
  const bob = await withSequence(test);
  const hide = { items: [IDS[1], IDS[3], IDS[1]], visibility: "owner-only" };
  assert.deepEqual(await test.json(`${PATH}/items`, { role: "bob", init: send("PATCH", hide) }), { changed: 2 });
  assert.deepEqual(await seen(test), [IDS[0], IDS[2], IDS[4]]);
  assert.deepEqual(await seen(test, "bob"), IDS);
  assert.equal((await test.json(PATH))["stats:items"].count, 3);
  const [edit] = await test.sql`SELECT id, account_id FROM sequences_changes`;
  assert.equal(edit!.account_id, bob);
  const changes = await test
    .sql`SELECT picture_id, sequences_changes_id, previous_value_changed AS before FROM pictures_changes`;
  assert.deepEqual(changes.map(({ picture_id }) => picture_id).sort(), [IDS[1], IDS[3]]);
  for (const change of changes) {
    assert.deepEqual([change.sequences_changes_id, change.before], [edit!.id, { visibility: "anyone" }]);
  }
  assert.deepEqual(await test.json(`${PATH}/items`, { role: "bob", init: send("PATCH", hide) }), { changed: 0 });
  assert.equal((await test.sql`SELECT FROM sequences_changes`).length, 1, "no trace of what changes nothing");
  const all = await test.json(`${PATH}/items`, { role: "admin", init: send("PATCH", { visibility: "anyone" }) });
  assert.deepEqual(all, { changed: 2 });
  assert.deepEqual(await seen(test), IDS);
});

stacTest("capture times are shifted, by fractions of seconds too, within the calendar", async (test) => {
  await withSequence(test);
  const shift = (capture_time_shift: number, status = 200) =>
    test.json(`${PATH}/items`, { role: "bob", status, init: send("PATCH", { items: [IDS[0]], capture_time_shift }) });
  await shift(-3600.5);
  const time = async () => (await test.json(`/api/pictures/${IDS[0]}`)).properties.datetime;
  assert.equal(await time(), "2021-07-29T08:16:53.500000+00:00");
  assert.equal((await test.json(PATH)).extent.temporal.interval[0][0], "2021-07-29T08:16:53.500000+00:00");
  assert.deepEqual(await shift(0), { changed: 0 });
  await shift(4e9, 400);
  await test.sql`UPDATE pictures SET ts = '9998-01-01' WHERE id = ${IDS[0]!}`;
  await shift(3_000_000_000, 400);
  assert.equal(await time(), "9998-01-01T00:00:00+00:00");
});

stacTest("many pictures are changed by whom they belong to, all or none of them", async (test) => {
  await withSequence(test);
  const change = (role: string, body: unknown, status: number, path = PATH) =>
    test.json(`${path}/items`, { role, status, init: send("PATCH", body) });
  const hide = { items: [IDS[0]], visibility: "owner-only" };
  await change("anonymous", hide, 401);
  await change("camille", hide, 403);
  await change("bob", { ...hide, items: [IDS[0], uuid(99)] }, 404);
  await change("bob", hide, 404, `/api/collections/${uuid(98)}`);
  for (
    const body of [{ items: [] }, { items: ["x"] }, { visibility: "nobody" }, { capture_time_shift: "soon" }, {
      items: Array.from({ length: 10_001 }, (_, index) => uuid(index)),
    }]
  ) await change("bob", body, 400);
  assert.deepEqual(await seen(test), IDS);
  // Others may correct the time where the owner lets them, but never hide.
  await test.sql`UPDATE accounts SET collaborative_metadata = true WHERE name = 'bob'`;
  await change("camille", { items: [IDS[0]], capture_time_shift: 1 }, 200);
  await change("camille", hide, 403);
  await test.sql`UPDATE accounts SET collaborative_metadata = false WHERE name = 'bob'`;
  await change("camille", { items: [IDS[0]], capture_time_shift: 1 }, 403);
  await change("bob", hide, 200);
  await change("camille", hide, 404);
});

stacTest("many pictures are deleted; those that are gone already are no error", async (test) => {
  await withSequence(test);
  const remove = (role: string, items: string[], status = 200) =>
    test.json(`${PATH}/items/delete`, { role, status, init: send("POST", { items }) });
  await remove("anonymous", [IDS[0]!], 401);
  await remove("camille", [IDS[0]!], 403);
  assert.deepEqual(await remove("bob", [IDS[0]!, IDS[2]!]), { changed: 2 });
  assert.deepEqual(await remove("admin", [IDS[0]!, IDS[4]!, uuid(99)]), { changed: 1 });
  assert.deepEqual(await seen(test), [IDS[1], IDS[3]]);
  assert.equal((await test.json(PATH))["stats:items"].count, 2);
  assert.equal((await test.sql`SELECT FROM job_queue WHERE task = 'delete'`).length, 3);
});

stacTest("the outline is paged, and knows when nothing changed", async (test) => {
  await withSequence(test);
  const first = await test.json(`${PATH}/outline?limit=2`);
  assert.deepEqual(first.pictures.map(({ id }: { id: string }) => id), IDS.slice(0, 2));
  assert.deepEqual(first.pictures[0], {
    id: IDS[0],
    rank: 1,
    datetime: "2021-07-29T09:16:54+00:00",
    position: [1.919185, 49.00689],
    heading: 349,
    is_360: true,
  });
  assert.equal(first.next, 2);
  const rest = await test.json(`${PATH}/outline?after=2`);
  assert.deepEqual([rest.pictures.length, rest.next], [3, undefined]);
  const response = await test.ask(`${PATH}/outline`);
  await response.body?.cancel();
  const headers = { "If-None-Match": response.headers.get("ETag")! };
  assert.equal((await test.ask(`${PATH}/outline`, "anonymous", { headers })).status, 304);
  for (const query of ["limit=0", "limit=10001", "after=-1", "after=x"]) {
    await test.json(`${PATH}/outline?${query}`, { status: 400 });
  }
  await test.json(`/api/collections/${uuid(98)}/outline`, { status: 404 });
  await test.sql`UPDATE sequences SET visibility = 'owner-only'`;
  await test.json(`${PATH}/outline`, { role: "camille", status: 404 });
  assert.equal((await test.json(`${PATH}/outline`, { role: "admin" })).pictures.length, 5);
  await test.sql`UPDATE sequences SET visibility = 'anyone', status = 'waiting-for-process'`;
  assert.deepEqual((await test.json(`${PATH}/outline`)).pictures, []);
  assert.equal((await test.json(`${PATH}/outline`, { role: "bob" })).pictures.length, 5);
});
