/** What a dispatch finds that earlier versions, processes that were killed and pending deletions left. */
import assert from "node:assert/strict";
import { splitSequence } from "../../../../src/features/sequences/mod.ts";
import { databaseTest } from "../../../support/databases.ts";
import { addPictures, finalizeAll, finalizeQueued, makeSet, MANY } from "./large_set.ts";
import { Killed, runDispatch, runDispatchWith } from "./run_dispatch.ts";

databaseTest("a picture that waits for its deletion in a collection leaves its place to another one", async (sql) => {
  const set = await makeSet(sql, { from: 0, to: 24 });
  await runDispatch(sql, set);
  await finalizeAll(sql, set);
  // As geovisio marks a picture that its worker is to delete.
  await sql`UPDATE pictures SET status = 'waiting-for-delete' WHERE id = (SELECT pic_id FROM sequences_pictures WHERE rank = 3)`;
  await runDispatch(sql, set);
  await finalizeQueued(sql);
  const ranks = await sql<{ rank: number }[]>`SELECT rank FROM sequences_pictures ORDER BY rank`;
  assert.deepEqual(ranks.map(({ rank }) => rank), Array.from({ length: 23 }, (_, n) => n + 1));
});

databaseTest("a set does not count as dispatched while its second dispatch is not at its end", async (sql) => {
  const set = await makeSet(sql, { from: 40, to: MANY });
  await runDispatch(sql, set);
  await finalizeAll(sql, set);
  await addPictures(sql, set, { from: 0, to: 40 });
  const isDispatched = async () =>
    (await sql<[{ dispatched: boolean }]>`SELECT dispatched FROM upload_sets WHERE id = ${set}`)[0].dispatched;
  const seen: boolean[] = [];
  await runDispatchWith(sql, set, async () => {
    seen.push(await isDispatched());
  });
  assert.deepEqual([seen[0], new Set(seen.slice(1)), await isDispatched()], [true, new Set([false]), true]);
});

databaseTest(
  "collections that a killed dispatch took pictures from are finalized, though somebody split another one",
  async (sql) => {
    const editor = (await sql<[{ id: string }]>`SELECT id FROM accounts WHERE is_default`)[0].id;
    const set = await makeSet(sql);
    await runDispatch(sql, set);
    await finalizeAll(sql, set);
    await sql`UPDATE upload_sets SET split_distance = 5 WHERE id = ${set}`;
    const [first, second] = (await sql<{ id: string }[]>`
    SELECT id FROM sequences WHERE status = 'ready' ORDER BY min_picture_ts`).map(({ id }) => id);
    // Of the first collection, one picture stays; most of the second one is where it was.
    await runDispatchWith(sql, set, (n) => {
      if (n === 8) throw new Killed();
    });
    const extent = async () =>
      (await sql`SELECT bbox::text, compute_sequence_bbox(id)::text AS right FROM sequences WHERE id = ${first!}`)[0]!;
    const { bbox, right } = await extent();
    assert.notEqual(bbox, right, "the test is about something");
    await sql.begin((tx) => splitSequence(tx, second!, (all) => all.slice(-20), { title: "Part", editor }));
    await runDispatch(sql, set);
    await finalizeQueued(sql);
    const after = await extent();
    assert.equal(after.bbox, after.right);
  },
);

databaseTest("a collection that a dispatch ends says nothing of the pictures that were in it", async (sql) => {
  const set = await makeSet(sql);
  await runDispatch(sql, set);
  await finalizeAll(sql, set);
  await sql`UPDATE upload_sets SET no_split = TRUE WHERE id = ${set}`;
  await runDispatch(sql, set);
  const [ended] = await sql`
    SELECT geom, bbox, nb_pictures, min_picture_ts, max_picture_ts, computed_type, computed_capture_date
    FROM sequences WHERE status = 'deleted'`;
  assert.deepEqual(ended, {
    geom: null,
    bbox: null,
    nb_pictures: 0,
    min_picture_ts: null,
    max_picture_ts: null,
    computed_type: null,
    computed_capture_date: null,
  });
});

databaseTest("a dropped duplicate that is deleted after the plan was made is not kept", async (sql) => {
  const set = await makeSet(sql, { from: 0, to: 60 });
  await runDispatch(sql, set);
  await sql`UPDATE upload_sets SET no_deduplication = TRUE WHERE id = ${set}`;
  await runDispatchWith(sql, set, async (n) => {
    if (n !== 0) return;
    // As the job does that deletes it.
    await sql`DELETE FROM pictures WHERE status = 'waiting-for-delete'`;
    await sql`DELETE FROM job_queue WHERE task = 'delete'`;
  });
  const [state] =
    await sql`SELECT dispatched, (SELECT count(*)::int FROM sequences_pictures) AS placed FROM upload_sets WHERE id = ${set}`;
  assert.deepEqual(state, { dispatched: true, placed: 58 });
});
