/** The history of a collection, and undoing splits and merges. */
import assert from "node:assert/strict";
import { seedSequence, uuid, walk } from "../../seeds.ts";
import { type StacTest, stacTest } from "../../support.ts";
import { FIRST, IDS, LATER, PATH, picturesOf, post, SECOND } from "../arrange/sequences.ts";

/** Two sequences of bob; camille owns nothing. */
async function withSequences(test: StacTest, second: { visibility?: string } = {}): Promise<string> {
  const bob = await test.account("bob");
  await test.account("camille");
  await seedSequence(test.sql, { id: FIRST, account: bob, title: "before", pictures: walk(11) });
  await seedSequence(test.sql, { id: SECOND, account: bob, title: "after", pictures: walk(21), ...second });
  return bob;
}

const historyOf = async (test: StacTest, path = PATH) => (await test.json(`${path}/history`, { role: "bob" })).changes;
const undo = (test: StacTest, change: string, status = 200, role = "bob", path = PATH) =>
  test.json(`${path}/undo`, { role, status, init: post({ change }) });

stacTest(
  "a split is undone: the pictures are back in their order, and nothing of the other collection is left",
  async (test) => {
    const bob = await withSequences(test);
    const made = await test.json(`${PATH}/split`, {
      role: "bob",
      status: 201,
      init: post({ items: [IDS[1], IDS[3]] }),
    });
    await test.json(PATH, {
      role: "bob",
      init: { method: "PATCH", body: JSON.stringify({ title: "x" }), headers: { "Content-Type": "application/json" } },
    });
    const [edit, split] = await historyOf(test);
    assert.deepEqual([edit.kind, edit.may_undo, edit.values], ["edit", false, [
      { name: "title", before: "before", after: "x" },
    ]]);
    const { id, datetime, ...rest } = split;
    assert.ok(Date.parse(datetime) > 0);
    assert.deepEqual(rest, {
      account: { id: bob, name: "bob" },
      kind: "split",
      values: [],
      collection: made.id,
      pictures: 2,
      may_undo: true,
    });
    const shown = await undo(test, id);
    assert.equal(shown["stats:items"].count, 5);
    assert.deepEqual(await picturesOf(test, FIRST), IDS);
    await test.json(`/api/collections/${made.id}`, { role: "bob", status: 404 });
    const [undone, , again] = await historyOf(test);
    assert.deepEqual([undone.kind, undone.pictures, undone.may_undo, again.may_undo], ["undo", 2, false, false]);
    await undo(test, id, 409);
    await undo(test, edit.id, 409);
  },
);

stacTest(
  "undoing a split leaves what came to the other collection since, and shows nobody more than before",
  async (test) => {
    await withSequences(test);
    const made = await test.json(`${PATH}/split`, { role: "bob", status: 201, init: post({ from: IDS[3] }) });
    await test.json(`/api/collections/${made.id}/merge`, { role: "bob", init: post({ collection: SECOND }) });
    await test.sql`UPDATE sequences SET visibility = 'owner-only' WHERE id = ${made.id}`;
    const [split] = await historyOf(test);
    await undo(test, split.id);
    assert.deepEqual(await picturesOf(test, FIRST), IDS);
    assert.deepEqual(await picturesOf(test, FIRST, "camille"), IDS.slice(0, 3));
    assert.deepEqual(await picturesOf(test, made.id), LATER);
  },
);

stacTest(
  "a merge is undone: the other collection is back with its id, title, visibility and pictures",
  async (test) => {
    await withSequences(test, { visibility: "owner-only" });
    await test.sql`UPDATE sequences SET visibility = 'owner-only' WHERE id = ${SECOND}`;
    await test.json(`${PATH}/merge`, { role: "bob", init: post({ collection: SECOND }) });
    await test.json(`/api/collections/${SECOND}`, { role: "bob", status: 404 });
    const [merge] = await historyOf(test);
    assert.deepEqual([merge.kind, merge.collection, merge.pictures, merge.may_undo], ["merge", SECOND, 5, true]);
    await undo(test, merge.id);
    assert.deepEqual(await picturesOf(test, FIRST), IDS);
    assert.deepEqual(await picturesOf(test, SECOND), LATER);
    const back = await test.json(`/api/collections/${SECOND}`, { role: "bob" });
    assert.deepEqual([back.title, back["geovisio:visibility"], back["stats:items"].count], ["after", "owner-only", 5]);
    await test.json(`/api/collections/${SECOND}`, { role: "camille", status: 404 });
    const own = await test.sql`SELECT DISTINCT visibility FROM pictures WHERE id = ANY (${LATER}::uuid[])`;
    const before = await test.sql`SELECT DISTINCT visibility FROM pictures WHERE id = ANY (${IDS}::uuid[])`;
    assert.deepEqual([...own], [...before], "pictures have no visibility of the merge left");
    await undo(test, merge.id, 409);
  },
);

stacTest(
  "undoing is for the owner, under the collection that was changed, and does nothing otherwise",
  async (test) => {
    await withSequences(test);
    await test.json(`${PATH}/merge`, { role: "bob", init: post({ collection: SECOND }) });
    const third = await test.json(`${PATH}/split`, { role: "bob", status: 201, init: post({ from: IDS[3] }) });
    const [, merge] = await historyOf(test);
    const state = () => test.sql`SELECT seq_id, pic_id, rank FROM sequences_pictures ORDER BY 1, 3`;
    const before = [...await state()];
    await undo(test, merge.id, 401, "anonymous");
    await undo(test, merge.id, 403, "camille");
    await undo(test, merge.id, 404, "bob", `/api/collections/${third.id}`);
    await undo(test, uuid(99), 404);
    await test.json(`${PATH}/undo`, { role: "bob", status: 400, init: post({}) });
    await test.json(`${PATH}/history`, { role: "anonymous", status: 401 });
    await test.json(`${PATH}/history`, { role: "camille", status: 403 });
    assert.deepEqual([...await state()], before);
    // Nothing of it is here any more.
    await test.sql`DELETE FROM sequences_pictures WHERE pic_id = ANY (${LATER}::uuid[])`;
    await undo(test, merge.id, 409);
    await test.json(`/api/collections/${SECOND}`, { role: "bob", status: 404 });
  },
);
