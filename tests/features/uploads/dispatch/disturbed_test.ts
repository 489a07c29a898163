/** Whatever people do to a set between the transactions of its dispatch, at the end nothing differs from what is computed anew. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Sql, Transaction } from "../../../../src/core/db/sql.ts";
import {
  finalizeSequence,
  lockPicturesOfSequence,
  mergeSequences,
  splitSequence,
} from "../../../../src/features/sequences/mod.ts";
import {
  deletePart,
  deleteSequence,
  endSequence,
  queueDeletion,
} from "../../../../src/features/sequences/delete_queries.ts";
import { writeRanks } from "../../../../src/features/sequences/queries.ts";
import { editUploadSet } from "../../../../src/features/uploads/edit/edit_upload_set.ts";
import { databaseTest } from "../../../support/databases.ts";
import { addPictures, finalizeQueued, makeSet, MANY } from "./large_set.ts";
import { Killed, runDispatch, runDispatchWith } from "./run_dispatch.ts";

/** What sequences and the map say of pictures. */
async function summaries(sql: Sql) {
  const sequences = await sql`
    SELECT id, status, encode(ST_AsEWKB(geom), 'hex') AS line, bbox::text, nb_pictures, min_picture_ts, max_picture_ts,
      has_private_pictures, computed_type, computed_model, computed_h_pixel_density, computed_capture_date, computed_gps_accuracy
    FROM sequences ORDER BY id`;
  const cells = await sql`SELECT geom::text, * FROM pictures_aggregate_grid ORDER BY 1`;
  return { sequences: [...sequences], cells: [...cells] };
}

/** Asserts that nothing changes when everything is computed anew, and that every picture has one place. */
async function assertConsistent(sql: Sql, set: string, { deed, then, ...times }: Story): Promise<void> {
  const what = JSON.stringify({ deed, then, ...times });
  // What people have arranged stays as it is, until the job that deletes a picture takes it out.
  const isArranged = [deed, then].some((name) => name === "split" || name === "merge");
  await sql`SELECT compute_pictures_aggregate_grid_expired()`;
  const found = await summaries(sql);
  for (const { id } of await sql<{ id: string }[]>`SELECT id FROM sequences WHERE status <> 'deleted'`) {
    await finalizeSequence(sql, id);
  }
  await sql`SELECT refresh_sequences(ARRAY(SELECT id FROM sequences WHERE status = 'deleted'))`;
  await sql`SELECT compute_pictures_aggregate_grid()`;
  assert.deepEqual(found, await summaries(sql), what);
  const [wrong] = await sql`
    SELECT (SELECT count(*)::int FROM sequences s WHERE status <> 'deleted'
        AND NOT EXISTS (SELECT FROM sequences_pictures WHERE seq_id = s.id)) AS empty,
      (SELECT count(*)::int FROM pictures p WHERE status <> 'waiting-for-delete' AND 1 <> (
        SELECT count(*) FROM sequences_pictures JOIN sequences s ON s.id = seq_id WHERE pic_id = p.id AND s.status <> 'deleted')
      ) AS displaced,
      (SELECT count(*)::int FROM pictures p WHERE status = 'waiting-for-delete'
        AND EXISTS (SELECT FROM sequences_pictures WHERE pic_id = p.id)) AS leaving,
      (SELECT dispatched FROM upload_sets WHERE id = ${set}) AS dispatched`;
  const leaving = isArranged ? wrong?.leaving : 0;
  assert.deepEqual(wrong, { empty: 0, displaced: 0, leaving, dispatched: true }, what);
}

async function editorOf(sql: Sql): Promise<string> {
  const [row] = await sql<[{ id: string }]>`SELECT id FROM accounts WHERE is_default`;
  return row.id;
}

async function readyCollections(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`SELECT id FROM sequences WHERE status = 'ready' ORDER BY min_picture_ts, id`;
  return rows.map(({ id }) => id);
}

/** As when somebody sorts the pictures in the other direction. */
async function turnAround(tx: Transaction, id: string): Promise<void> {
  await lockPicturesOfSequence(tx, id);
  const rows = await tx<
    { id: string }[]
  >`SELECT pic_id AS id FROM sequences_pictures WHERE seq_id = ${id} ORDER BY rank DESC`;
  await writeRanks(tx, id, rows.map(({ id }) => id));
}

/** What somebody may do at any time. */
const DEEDS: Record<string, (sql: Sql, set: string) => Promise<unknown>> = {
  nothing: () => Promise.resolve(),
  hide: (sql, set) =>
    sql`UPDATE pictures SET visibility = 'owner-only' WHERE upload_set_id = ${set} AND id < '40000000-0000-0000-0000-000000000000'`,
  move: (sql, set) =>
    sql`UPDATE pictures SET geom = ST_SetSRID(ST_MakePoint(2.3501, ST_Y(geom)), 4326)
      WHERE upload_set_id = ${set} AND id < '30000000-0000-0000-0000-000000000000'`,
  delete: (sql, set) =>
    sql`DELETE FROM pictures WHERE upload_set_id = ${set} AND id > 'f0000000-0000-0000-0000-000000000000'`,
  "delete later": (sql, set) =>
    sql`UPDATE pictures SET status = 'waiting-for-delete'
      WHERE upload_set_id = ${set} AND id > 'f8000000-0000-0000-0000-000000000000'`,
  reverse: (sql, set) => editUploadSet(sql, set, { sort_method: "filename-desc" }, null),
  join: (sql, set) => editUploadSet(sql, set, { no_split: true }, null),
  "keep to oneself": (sql, set) => editUploadSet(sql, set, { visibility: "owner-only" }, null),
  add: async (sql, set) => {
    const [{ from }] = await sql<[{ from: number }]>`
      SELECT max(replace(file_name, '.jpg', '')::int) + 1 AS from FROM files WHERE upload_set_id = ${set}`;
    await addPictures(sql, set, { from, to: from + 30 });
  },
  reorder: async (sql) => {
    for (const id of (await readyCollections(sql)).slice(0, 1)) await sql.begin((tx) => turnAround(tx, id));
  },
  split: async (sql) => {
    const editor = await editorOf(sql);
    for (const id of (await readyCollections(sql)).slice(-1)) {
      await sql.begin((tx) =>
        splitSequence(tx, id, (all) => all.slice(Math.ceil(all.length / 2)), { title: "Part", editor })
      );
    }
  },
  "delete a collection": async (sql) => {
    const editor = await editorOf(sql);
    for (const id of (await readyCollections(sql)).slice(0, 1)) await sql.begin((tx) => deleteSequence(tx, id, editor));
  },
  // As a long one; its process dies before the last part.
  "begin to delete a collection": async (sql) => {
    const editor = await editorOf(sql);
    for (const id of (await readyCollections(sql)).slice(0, 1)) {
      await sql.begin(async (tx) => {
        await endSequence(tx, id, editor);
        await queueDeletion(tx, id);
      });
      await sql.begin((tx) => deletePart(tx, id, 30));
    }
  },
  merge: async (sql) => {
    const editor = await editorOf(sql), [from, into] = await readyCollections(sql);
    if (from && into) await sql.begin((tx) => mergeSequences(tx, { from, into, editor }));
  },
};

/** Does one thing before a transaction of the dispatch, and ends the process before another one. */
interface Story {
  deed: string;
  before: number;
  killedBefore: number;
  then: string;
}

async function live(sql: Sql, set: string, { deed, before, killedBefore, then }: Story): Promise<void> {
  const act = (name: string) => DEEDS[name]!(sql, set);
  await runDispatchWith(sql, set, async (n) => {
    if (n === killedBefore) throw new Killed();
    if (n === before) await act(deed);
  });
  await act(then);
  // A job that finds another set at its end runs once more.
  for (let runs = 0; runs < 3; runs++) await runDispatch(sql, set);
  await finalizeQueued(sql);
}

/** Stories that chance found once, and that went wrong. */
const FOUND: [Story, boolean][] = [[{ deed: "split", before: 0, killedBefore: 2, then: "delete later" }, true]];

databaseTest("nothing is left behind by what happens between two transactions of a dispatch", async (sql) => {
  const deeds = fc.constantFrom(...Object.keys(DEEDS));
  const story = fc.record({
    deed: deeds,
    before: fc.integer({ min: 0, max: 6 }),
    killedBefore: fc.integer({ min: 0, max: 9 }),
    then: deeds,
  });
  const runs = Number(Deno.env.get("TEST_STORIES") ?? 12);
  await fc.assert(
    fc.asyncProperty(story, fc.boolean(), async (story, isAgain) => {
      await sql`DELETE FROM job_queue`;
      await sql`DELETE FROM sequences`;
      await sql`DELETE FROM upload_sets`;
      await sql`DELETE FROM pictures`;
      const set = await makeSet(sql, { from: isAgain ? 40 : 0, to: MANY });
      if (isAgain) {
        await runDispatch(sql, set);
        await finalizeQueued(sql);
        await addPictures(sql, set, { from: 0, to: 40 });
      }
      await live(sql, set, story);
      await assertConsistent(sql, set, story);
    }),
    { numRuns: runs, examples: FOUND },
  );
});
