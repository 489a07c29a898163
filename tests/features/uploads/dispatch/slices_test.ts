/** A dispatch in slices: killed, disturbed, and never more than a slice at once. */
import assert from "node:assert/strict";
import type { Sql } from "../../../../src/core/db/sql.ts";
import { mergeSequences, splitSequence } from "../../../../src/features/sequences/mod.ts";
import { SLICE } from "../../../../src/features/uploads/dispatch/slices.ts";
import { removeUploadSet } from "../../../../src/features/uploads/edit/edit_upload_set.ts";
import { databaseTest } from "../../../support/databases.ts";
import { addPictures, finalizeAll, makeSet, MANY, TWICE } from "./large_set.ts";
import { Killed, runDispatch, runDispatchWith } from "./run_dispatch.ts";

/** All that a dispatch writes, without what differs from set to set. */
async function outcome(sql: Sql, set: string) {
  const collections = await sql`
    SELECT s.metadata->>'title' AS title, s.status::text, nb_pictures, jsonb_agg(f.file_name ORDER BY rank) AS files,
      jsonb_agg(rank ORDER BY rank) AS ranks
    FROM sequences s JOIN sequences_pictures ON seq_id = s.id LEFT JOIN files f ON f.picture_id = pic_id
    WHERE s.upload_set_id = ${set} GROUP BY s.id ORDER BY 1`;
  const empty = await sql`
    SELECT FROM sequences s WHERE upload_set_id = ${set} AND status <> 'deleted'
      AND NOT EXISTS (SELECT FROM sequences_pictures WHERE seq_id = s.id)`;
  const files = await sql`
    SELECT file_name, rejection_status::text, picture_id IS NULL AS has_none FROM files WHERE upload_set_id = ${set} ORDER BY 1`;
  const jobs = await sql`
    SELECT task::text, count(*)::int FROM job_queue
    WHERE sequence_id IN (SELECT id FROM sequences WHERE upload_set_id = ${set})
      OR picture_to_delete_id IN (SELECT (dropped->>'id')::uuid FROM files WHERE upload_set_id = ${set})
    GROUP BY 1 ORDER BY 1`;
  const twice = await sql`
    SELECT pic_id FROM sequences_pictures JOIN pictures p ON p.id = pic_id WHERE upload_set_id = ${set}
    GROUP BY 1 HAVING count(*) > 1`;
  const [state] = await sql`SELECT dispatched FROM upload_sets WHERE id = ${set}`;
  return {
    collections: [...collections],
    empty: empty.length,
    files: [...files],
    jobs: [...jobs],
    twice: twice.length,
    state,
  };
}

/** Counts what each transaction changes, in the database itself. */
async function countChanges(sql: Sql, tables = ["sequences_pictures", "pictures"]): Promise<() => Promise<number>> {
  await sql`CREATE TABLE changes_of_test (txid bigint, number int)`;
  await sql.unsafe(`
    CREATE FUNCTION count_for_test() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO changes_of_test SELECT txid_current(), count(*) FROM changed;
      RETURN NULL;
    END $$`);
  for (const table of tables) {
    for (const [event, rows] of [["INSERT", "NEW"], ["DELETE", "OLD"], ["UPDATE", "NEW"]]) {
      await sql.unsafe(`CREATE TRIGGER count_${event}_for_test AFTER ${event} ON ${table}
        REFERENCING ${rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_for_test()`);
    }
  }
  return async () => {
    const [row] = await sql<[{ most: number }]>`
      SELECT max(number)::int AS most FROM (SELECT sum(number) AS number FROM changes_of_test GROUP BY txid) AS by_transaction`;
    await sql.unsafe("DROP FUNCTION count_for_test() CASCADE; DROP TABLE changes_of_test");
    return row.most;
  };
}

databaseTest("no transaction of a dispatch changes more than a slice of pictures and their links", async (sql) => {
  const set = await makeSet(sql);
  const most = await countChanges(sql);
  try {
    await runDispatch(sql, set);
    await finalizeAll(sql, set);
    await addPictures(sql, set, { from: MANY, to: MANY + 50 });
    // Sorted the other way around: every picture gets another rank.
    await sql`UPDATE upload_sets SET sort_method = 'time-desc' WHERE id = ${set}`;
    await runDispatch(sql, set);
  } finally {
    // A link that is moved is deleted and inserted; the headings of 200 pictures are written at once.
    assert.equal(await most() <= 2 * SLICE, true);
  }
});

databaseTest("a dispatch into many collections queues a part of their jobs in each transaction", async (sql) => {
  const set = await makeSet(sql), many = 2 * SLICE + 30;
  // Far apart from each other: each gets a collection of its own.
  await sql`UPDATE pictures SET geom = ST_Translate(geom, 0, (extract(epoch FROM ts)::bigint % 100000) * 0.0001)`;
  await sql`UPDATE upload_sets SET split_time = '1 s', duplicate_distance = NULL, duplicate_rotation = NULL`;
  const most = await countChanges(sql, ["job_queue", "sequences"]);
  try {
    await runDispatch(sql, set);
    const [found] = await sql<[{ collections: number; jobs: number }]>`
      SELECT (SELECT count(*)::int FROM sequences) AS collections,
        (SELECT count(*)::int FROM job_queue WHERE task = 'finalize' AND sequence_id IS NOT NULL) AS jobs`;
    assert.equal(found.collections > many, true);
    assert.equal(found.jobs, found.collections);
  } finally {
    assert.equal(await most() <= SLICE, true);
  }
});

databaseTest("a dispatch that is killed between any two transactions is finished once by the next run", async (sql) => {
  const whole = await makeSet(sql);
  const transactions = await runDispatchWith(sql, whole, () => {});
  assert.equal(transactions > 4, true);
  const expected = await outcome(sql, whole);
  assert.deepEqual(expected.collections.map(({ title }) => title), ["Tour-1", "Tour-2"]);
  assert.equal(
    expected.files.filter(({ rejection_status }) => rejection_status === "capture_duplicate").length > 5,
    true,
  );
  for (let killedAt = 1; killedAt < transactions; killedAt++) {
    const set = await makeSet(sql);
    await runDispatchWith(sql, set, (n) => {
      if (n === killedAt) throw new Killed();
    });
    const [{ dispatched }] = await sql<[{ dispatched: boolean }]>`SELECT dispatched FROM upload_sets WHERE id = ${set}`;
    assert.equal(dispatched, false, "not before the end");
    await runDispatch(sql, set);
    assert.deepEqual(await outcome(sql, set), expected, `killed before transaction ${killedAt}`);
  }
});

databaseTest(
  "a second dispatch that is killed anywhere loses no picture, and each stays in a collection",
  async (sql) => {
    const prepare = async () => {
      const set = await makeSet(sql, { from: 40, to: MANY });
      await runDispatch(sql, set);
      await finalizeAll(sql, set);
      await addPictures(sql, set, { from: 0, to: 40 });
      return set;
    };
    const whole = await prepare();
    const transactions = await runDispatchWith(sql, whole, () => {});
    const expected = await outcome(sql, whole);
    const placed = async (set: string) =>
      (await sql<{ id: string }[]>`
      SELECT p.id FROM pictures p JOIN sequences_pictures ON pic_id = p.id JOIN sequences s ON s.id = seq_id
      WHERE p.upload_set_id = ${set} AND p.status <> 'waiting-for-delete' AND s.status <> 'deleted'`).length;
    for (let killedAt = 1; killedAt < transactions; killedAt++) {
      const set = await prepare(), before = await placed(set);
      await runDispatchWith(sql, set, (n) => {
        if (n === killedAt) throw new Killed();
      });
      // Those of the new pictures that are there twice take the place of others.
      assert.equal(await placed(set) >= before - TWICE, true);
      await runDispatch(sql, set);
      assert.deepEqual(await outcome(sql, set), expected, `killed before transaction ${killedAt}`);
    }
  },
);

databaseTest("two runs of one dispatch in each other's way give what one does", async (sql) => {
  const whole = await makeSet(sql), twice = await makeSet(sql);
  await runDispatch(sql, whole);
  await runDispatchWith(sql, twice, async (n) => {
    if (n === 2) await runDispatch(sql, twice);
  });
  assert.deepEqual(await outcome(sql, twice), await outcome(sql, whole));
});

databaseTest("pictures deleted, other rules and a deleted set between two transactions", async (sql) => {
  const deleted = await makeSet(sql), other = await makeSet(sql), gone = await makeSet(sql);
  const last = (set: string) => sql`SELECT md5(${set} || 'p' || ${MANY - 1}::int)::uuid`;
  await runDispatchWith(sql, deleted, async (n) => {
    if (n === 2) await sql`DELETE FROM pictures WHERE id = (${last(deleted)})`;
  });
  const files = (await outcome(sql, deleted)).collections.flatMap(({ files }) => files as string[]);
  assert.equal(files.includes(`${String(MANY - 1).padStart(6, "0")}.jpg`), false);
  assert.equal(files.length > 2 * SLICE, true);

  await runDispatchWith(sql, other, async (n) => {
    if (n === 2) await sql`UPDATE upload_sets SET no_split = TRUE, no_deduplication = TRUE WHERE id = ${other}`;
  });
  const { collections, state } = await outcome(sql, other);
  assert.deepEqual(collections.map(({ title, nb_pictures }) => ({ title, nb_pictures })), [{
    title: "Tour",
    nb_pictures: MANY,
  }]);
  assert.deepEqual(state, { dispatched: true });

  await runDispatchWith(sql, gone, async (n) => {
    if (n === 3) await removeUploadSet(sql, gone);
  });
  assert.deepEqual(await sql`SELECT FROM pictures WHERE upload_set_id = ${gone}`.then(({ length }) => length), 0);
  assert.equal((await outcome(sql, gone)).empty, 0);
});

databaseTest("what a person splits or merges between two transactions stays so", async (sql) => {
  const editor = (await sql<[{ id: string }]>`SELECT id FROM accounts WHERE is_default`)[0].id;
  for (const action of ["split", "merge"] as const) {
    const set = await makeSet(sql, { from: 0, to: MANY });
    await runDispatch(sql, set);
    await finalizeAll(sql, set);
    await addPictures(sql, set, { from: MANY, to: MANY + 3 });
    await sql`UPDATE upload_sets SET sort_method = 'time-desc' WHERE id = ${set}`;
    const ids = await sql<{ id: string }[]>`
      SELECT id FROM sequences WHERE upload_set_id = ${set} ORDER BY min_picture_ts`;
    const [first, second] = ids.map(({ id }) => id);
    let made: string | undefined;
    await runDispatchWith(sql, set, async (n) => {
      if (n !== 1) return;
      if (action === "split") {
        made = await sql.begin((tx) => splitSequence(tx, second!, (all) => all.slice(-20), { title: "Part", editor }));
      } else await sql.begin((tx) => mergeSequences(tx, { from: first!, into: second!, editor }));
    });
    const lengths = new Map((await sql<{ id: string; number: number }[]>`
      SELECT seq_id AS id, count(*)::int AS number FROM sequences_pictures JOIN pictures p ON p.id = pic_id
      WHERE p.upload_set_id = ${set} GROUP BY 1`).map(({ id, number }) => [id, number]));
    if (action === "split") assert.equal(lengths.get(made!), 20);
    else assert.equal(lengths.has(first!), false);
    const result = await outcome(sql, set);
    assert.deepEqual([result.twice, result.state], [0, { dispatched: true }]);
    const [free] = await sql<[{ number: number }]>`
      SELECT count(*)::int AS number FROM pictures p WHERE upload_set_id = ${set} AND status <> 'waiting-for-delete'
        AND NOT EXISTS (SELECT FROM sequences_pictures WHERE pic_id = p.id)`;
    assert.equal(free.number, 0);
  }
});
