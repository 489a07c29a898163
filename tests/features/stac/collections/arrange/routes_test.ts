import assert from "node:assert/strict";
import { seedSequence, uuid, walk } from "../../seeds.ts";
import { type StacTest, stacTest } from "../../support.ts";
import { FIRST, IDS, LATER, PATH, picturesOf, post, SECOND } from "./sequences.ts";

/** A sequence of bob; camille owns nothing. */
async function withSequence(test: StacTest, values: { visibility?: string; status?: string } = {}): Promise<string> {
  const bob = await test.account("bob");
  await test.account("camille");
  await seedSequence(test.sql, { id: FIRST, account: bob, title: "before", pictures: walk(11), ...values });
  await test.sql`INSERT INTO sequences_semantics (sequence_id, key, value) VALUES (${FIRST}, 'transport', 'bike')`;
  return bob;
}

stacTest("a collection is split at a picture, and the parts say what they were", async (test) => {
  const bob = await withSequence(test);
  const made = await test.json(`${PATH}/split`, {
    role: "bob",
    status: 201,
    init: post({ from: IDS[3], title: "after" }),
  });
  assert.equal(made.title, "after");
  assert.deepEqual(made.semantics, [{ key: "transport", value: "bike" }]);
  assert.equal(made["stats:items"].count, 2);
  assert.deepEqual(await picturesOf(test, made.id), IDS.slice(3));
  assert.deepEqual(await picturesOf(test, FIRST), IDS.slice(0, 3));
  const old = await test.json(PATH);
  assert.equal(old["stats:items"].count, 3);
  assert.equal(old.extent.temporal.interval[0][1], "2021-07-29T09:16:58+00:00");
  assert.equal(made.extent.temporal.interval[0][0], "2021-07-29T09:17:00+00:00");
  assert.deepEqual([
    ...await test.sql`SELECT sequence_id, account_id, previous_value_changed FROM sequences_changes ORDER BY ts`,
  ], [
    {
      sequence_id: FIRST,
      account_id: bob,
      previous_value_changed: { pictures: IDS.slice(3), ranks: [4, 5], moved_to: made.id },
    },
    { sequence_id: made.id, account_id: bob, previous_value_changed: { pictures: [], split_from: FIRST } },
  ]);
});

stacTest("chosen pictures become a collection of the same title and visibility", async (test) => {
  await withSequence(test, { visibility: "owner-only" });
  const items = [IDS[4], IDS[0], uuid(99)];
  const made = await test.json(`${PATH}/split`, { role: "bob", status: 201, init: post({ items }) });
  assert.deepEqual([made.title, made["geovisio:visibility"]], ["before", "owner-only"]);
  assert.deepEqual(await picturesOf(test, made.id), [IDS[0], IDS[4]]);
  await test.json(`/api/collections/${made.id}`, { status: 404 });
});

stacTest("splitting is for the owner, and leaves something in both parts", async (test) => {
  await withSequence(test);
  const split = (role: string, body: unknown, status: number, path = PATH) =>
    test.json(`${path}/split`, { role, status, init: post(body) });
  await split("anonymous", { from: IDS[1] }, 401);
  await split("camille", { from: IDS[1] }, 403);
  await split("bob", { from: IDS[0] }, 409);
  await split("bob", { items: IDS }, 409);
  await split("bob", { from: uuid(99) }, 404);
  await split("bob", { items: [uuid(99)] }, 404);
  for (
    const body of [{}, { from: IDS[1], items: IDS }, { items: [] }, { from: "x" }, {
      from: IDS[1],
      title: "x".repeat(251),
    }]
  ) {
    await split("bob", body, 400);
  }
  await split("bob", { from: IDS[1] }, 404, `/api/collections/${uuid(98)}`);
  await test.sql`UPDATE sequences SET visibility = 'owner-only' WHERE id = ${FIRST}`;
  await split("camille", { from: IDS[1] }, 404);
  await test.sql`UPDATE sequences SET status = 'waiting-for-process' WHERE id = ${FIRST}`;
  await split("bob", { from: IDS[1] }, 409);
  assert.equal((await test.sql`SELECT FROM sequences`).length, 1);
  await test.sql`UPDATE sequences SET status = 'ready' WHERE id = ${FIRST}`;
  await split("admin", { from: IDS[1] }, 201);
});

stacTest("merging goes by capture time, and leaves a tombstone", async (test) => {
  const bob = await withSequence(test);
  const earlier = walk(21).map((picture, index) => ({ ...picture, ts: `2021-07-29T09:16:5${index}Z` }));
  await seedSequence(test.sql, { id: SECOND, account: bob, title: "other", pictures: earlier });
  const merged = await test.json(`${PATH}/merge`, { role: "bob", init: post({ collection: SECOND }) });
  assert.equal(merged.title, "before");
  assert.equal(merged["stats:items"].count, 10);
  assert.equal(merged["geovisio:sorted-by"], undefined);
  const order = await picturesOf(test, FIRST);
  assert.deepEqual(order.slice(0, 4), LATER.slice(0, 4));
  assert.equal(order.at(-1), IDS[4]);
  await test.json(`/api/collections/${SECOND}`, { role: "bob", status: 404 });
  const { collections } = await test.json("/api/collections?show_deleted=true");
  assert.ok(
    collections.some((found: Record<string, unknown>) => found.id === SECOND && found["geovisio:status"] === "deleted"),
  );
  const rows = await test.sql`SELECT sequence_id, previous_value_changed AS before FROM sequences_changes ORDER BY ts`;
  assert.deepEqual([...rows], [
    { sequence_id: FIRST, before: { pictures: IDS, merged_from: SECOND } },
    { sequence_id: SECOND, before: { pictures: LATER, merged_into: FIRST } },
  ]);
});

stacTest("merging shows no picture to more people than before", async (test) => {
  const bob = await withSequence(test);
  const [hidden, ...others] = walk(21);
  await seedSequence(test.sql, {
    id: SECOND,
    account: bob,
    visibility: "logged-only",
    pictures: [{ ...hidden, visibility: "owner-only" }, ...others],
  });
  await test.json(`${PATH}/merge`, { role: "bob", init: post({ collection: SECOND }) });
  assert.deepEqual((await picturesOf(test, FIRST, "anonymous")).toSorted(), IDS);
  assert.deepEqual((await picturesOf(test, FIRST, "camille")).toSorted(), [...IDS, ...LATER.slice(1)]);
  assert.equal((await picturesOf(test, FIRST)).length, 10);
  assert.equal((await test.json(PATH))["stats:items"].count, 5);
});

stacTest("merging is for two collections of one's own", async (test) => {
  await withSequence(test);
  const camille = await test.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'camille'`;
  await seedSequence(test.sql, { id: SECOND, account: camille[0]!.id, pictures: walk(21) });
  const merge = (role: string, collection: unknown, status: number) =>
    test.json(`${PATH}/merge`, { role, status, init: post({ collection }) });
  await merge("anonymous", SECOND, 401);
  await merge("bob", SECOND, 403);
  await merge("camille", SECOND, 403);
  await merge("admin", SECOND, 403);
  await merge("bob", FIRST, 409);
  await merge("bob", uuid(98), 404);
  await merge("bob", "x", 400);
  await test.sql`UPDATE sequences SET visibility = 'owner-only' WHERE id = ${SECOND}`;
  await merge("bob", SECOND, 404);
  assert.equal((await picturesOf(test, FIRST)).length, 5);
});
