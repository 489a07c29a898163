/** Dispatch gives one result, however often it runs and in whatever order files arrive. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Sql } from "../../../../src/core/db/sql.ts";
import {
  finalizeSequence,
  mergeSequences,
  splitSequence,
  updateHeadings,
} from "../../../../src/features/sequences/mod.ts";
import { removeUploadSet } from "../../../../src/features/uploads/edit/edit_upload_set.ts";
import { type DispatchRules, planDispatch } from "../../../../src/features/uploads/dispatch/plan.ts";
import { databaseTest } from "../../../support/databases.ts";
import { type JourneyPicture, journeys } from "./journeys.ts";
import { METRE } from "./pictures.ts";
import { runDispatch } from "./run_dispatch.ts";

const RULES: DispatchRules = {
  title: "Tour",
  sortMethod: "time-asc",
  split: { distance: 100, time: 300 },
  duplicates: { distance: 1, rotation: 60 },
};

/** A journey, and the order in which its files arrive, with the places where a dispatch happens. */
const arrivals = journeys.chain((journey) =>
  fc.record({
    journey: fc.constant(journey),
    arrived: fc.shuffledSubarray(journey, { minLength: journey.length }),
    dispatches: fc.array(fc.nat(journey.length), { maxLength: 3 }),
  })
);

async function planned(pictures: JourneyPicture[], sortMethod: DispatchRules["sortMethod"]) {
  const { collections } = await planDispatch(
    pictures.map((picture) => ({ ...picture, id: picture.fileName, sequenceId: null, isGone: false })),
    { ...RULES, sortMethod },
  );
  return collections.map(({ title, pictures }) => [title, ...pictures.map(({ id }) => id)]);
}

Deno.test("planDispatch() does not depend on the order of arrival, on random journeys", async () => {
  const sortMethod = fc.constantFrom<DispatchRules["sortMethod"]>("time-asc", "time-desc", "filename-asc");
  await fc.assert(
    fc.asyncProperty(arrivals, sortMethod, async ({ journey, arrived }, method) => {
      assert.deepEqual(await planned(arrived, method), await planned(journey, method));
    }),
    { numRuns: 300 },
  );
});

databaseTest("Any number of dispatches gives what one does, on random journeys", async (sql) => {
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ journey, arrived, dispatches }) => {
      const once = await makeSet(sql), often = await makeSet(sql);
      for (const picture of journey) await insert(sql, once, picture);
      await dispatch(sql, once);
      for (const [index, picture] of arrived.entries()) {
        if (dispatches.includes(index)) await dispatch(sql, often);
        await insert(sql, often, picture);
      }
      await dispatch(sql, often);
      await dispatch(sql, often);
      assert.deepEqual(await result(sql, often), await result(sql, once));
    }),
    { numRuns: 25 },
  );
});

databaseTest("A set without one of its files is dispatched as if that had never come", async (sql) => {
  await fc.assert(
    fc.asyncProperty(journeys.filter(({ length }) => length > 1), fc.nat(), async (journey, chosen) => {
      const deleted = chosen % journey.length;
      const without = await makeSet(sql), after = await makeSet(sql);
      for (const [index, picture] of journey.entries()) {
        await insert(sql, after, picture);
        if (index !== deleted) await insert(sql, without, picture);
      }
      await dispatch(sql, without);
      await dispatch(sql, after);
      await sql`DELETE FROM pictures p USING files f WHERE f.upload_set_id = ${after}
        AND f.file_name = ${journey[deleted]?.fileName ?? ""} AND p.id IN (f.picture_id, (f.dropped->>'id')::uuid)`;
      await sql`DELETE FROM files WHERE upload_set_id = ${after} AND file_name = ${journey[deleted]?.fileName ?? ""}`;
      await dispatch(sql, after);
      assert.deepEqual(await result(sql, after), await result(sql, without));
    }),
    { numRuns: 15 },
  );
});

databaseTest("Four directions at one spot stay four, however often they are dispatched", async (sql) => {
  for (const relative of [null, 90]) {
    const set = await makeSet(sql, relative);
    for (const heading of [0, 90, 180, 270]) await insert(sql, set, still({ fileName: `${heading}.jpg`, heading }));
    for (let i = 0; i < 3; i++) {
      await dispatch(sql, set);
      assert.deepEqual((await result(sql, set)).map(({ files }) => files.length), [4]);
    }
  }
});

databaseTest("A stop whose duplicates are deleted by now is no gap", async (sql) => {
  const set = await makeSet(sql);
  const times = [0, 200, 400, 600, 800];
  for (const [i, time] of times.entries()) {
    await insert(sql, set, still({ fileName: `${i}.jpg`, time, cameraTime: time }));
  }
  await insert(sql, set, still({ fileName: "on.jpg", time: 900, cameraTime: 900, latitude: 48.85 + 20 * METRE }));
  await dispatch(sql, set);
  assert.deepEqual((await result(sql, set)).map(({ files }) => files), [["0.jpg", "on.jpg"]]);
  const dropped = sql`SELECT (dropped->>'id')::uuid FROM files WHERE upload_set_id = ${set} AND dropped IS NOT NULL`;
  await sql`DELETE FROM pictures WHERE id IN (${dropped})`;
  await sql`DELETE FROM job_queue WHERE picture_to_delete_id IN (${dropped})`;
  await dispatch(sql, set);
  assert.deepEqual((await result(sql, set)).map(({ files }) => files), [["0.jpg", "on.jpg"]]);
});

databaseTest(
  "What a person split stays split, and files that come later get a collection of their own",
  async (sql) => {
    const set = await makeSet(sql);
    for (const index of [0, 1, 2, 3]) await insert(sql, set, moved(index));
    await dispatch(sql, set);
    const [whole] = await sql<[{ id: string }]>`SELECT id FROM sequences WHERE upload_set_id = ${set}`;
    const editor = await defaultAccount(sql);
    await sql.begin((tx) => splitSequence(tx, whole.id, (ids) => ids.slice(2), { title: "Part", editor }));
    await insert(sql, set, moved(4));
    await dispatch(sql, set);
    await dispatch(sql, set);
    assert.deepEqual((await result(sql, set)).map(({ files }) => files).toSorted(), [
      ["0.jpg", "1.jpg"],
      ["2.jpg", "3.jpg"],
      ["4.jpg"],
    ]);
  },
);

databaseTest("Of two sets that were merged, one takes further files and the other can be deleted", async (sql) => {
  const first = await makeSet(sql), second = await makeSet(sql);
  for (const index of [0, 1]) await insert(sql, first, moved(index));
  for (const index of [2, 3]) await insert(sql, second, moved(index));
  await dispatch(sql, first);
  await dispatch(sql, second);
  const find = async (set: string) =>
    (await sql<[{ id: string }]>`SELECT id FROM sequences WHERE upload_set_id = ${set}`)[0].id;
  const into = await find(first), from = await find(second), editor = await defaultAccount(sql);
  await sql.begin((tx) => mergeSequences(tx, { from, into, editor }));
  await insert(sql, second, moved(4));
  await dispatch(sql, second);
  assert.deepEqual((await result(sql, first)).map(({ files }) => files), [["0.jpg", "1.jpg", "2.jpg", "3.jpg"]]);
  assert.deepEqual((await result(sql, second)).map(({ files }) => files), [["4.jpg"]]);
  await removeUploadSet(sql, first);
  const [row] = await sql`
    SELECT status::text, (SELECT count(*)::int FROM sequences_pictures WHERE seq_id = id) AS pictures
    FROM sequences WHERE id = ${into}`;
  assert.deepEqual(row, { status: "ready", pictures: 2 });
});

async function defaultAccount(sql: Sql): Promise<string> {
  return (await sql<[{ id: string }]>`SELECT id FROM accounts WHERE is_default`)[0].id;
}

/** One of a row of pictures, ten metres and ten seconds apart. */
function moved(index: number): JourneyPicture {
  const time = 10 * index;
  return still({ fileName: `${index}.jpg`, time, cameraTime: time, latitude: 48.85 + 10 * index * METRE });
}

function still(changes: Partial<JourneyPicture>): JourneyPicture {
  return {
    fileName: "a.jpg",
    camera: "A",
    time: 0,
    gpsTime: null,
    cameraTime: 0,
    longitude: 2.35,
    latitude: 48.85,
    heading: null,
    ...changes,
  };
}

async function makeSet(sql: Sql, relativeHeading: number | null = null): Promise<string> {
  const [row] = await sql<[{ id: string }]>`
    INSERT INTO upload_sets (account_id, title, split_distance, split_time, duplicate_distance, duplicate_rotation,
      relative_heading)
    SELECT id, 'Tour', 100, '300 s', 1, 60, ${relativeHeading}::int FROM accounts WHERE is_default RETURNING id`;
  return row.id;
}

async function insert(sql: Sql, setId: string, picture: JourneyPicture): Promise<void> {
  const { camera, fileName, heading, longitude, latitude, time } = picture;
  const metadata = { make: camera, ts_gps: iso(picture.gpsTime), ts_camera: iso(picture.cameraTime) };
  await sql`
    WITH p AS (
      INSERT INTO pictures (account_id, upload_set_id, ts, heading, geom, metadata, exif)
      SELECT id, ${setId}, ${
    iso(time)
  }::timestamptz, ${heading}::int, ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4326),
        ${sql.json(metadata)}, '{}'
      FROM accounts WHERE is_default RETURNING id
    ) INSERT INTO files (upload_set_id, file_name, picture_id) SELECT ${setId}, ${fileName}, id FROM p`;
}

function iso(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString().replace("Z", "+00:00");
}

/** Dispatches a set as its job does, and finalizes its collections. */
async function dispatch(sql: Sql, uploadSetId: string): Promise<void> {
  await runDispatch(sql, uploadSetId);
  await sql.begin(async (tx) => {
    const sequences = await tx<{ id: string }[]>`SELECT id FROM sequences WHERE upload_set_id = ${uploadSetId}`;
    for (const { id } of sequences) {
      await updateHeadings(tx, id);
      await finalizeSequence(tx, id);
    }
  });
}

/** The collections of a set, in the order of their titles: names of the files and headings, in the order of ranks. */
async function result(sql: Sql, uploadSetId: string) {
  return await sql<{ title: string; files: string[]; headings: (number | null)[] }[]>`
    SELECT s.metadata->>'title' AS title, jsonb_agg(f.file_name ORDER BY sp.rank) AS files,
      jsonb_agg(p.heading ORDER BY sp.rank) AS headings
    FROM sequences s JOIN sequences_pictures sp ON sp.seq_id = s.id JOIN pictures p ON p.id = sp.pic_id
      JOIN files f ON f.picture_id = p.id
    WHERE s.upload_set_id = ${uploadSetId} AND s.status <> 'deleted' GROUP BY s.id ORDER BY 1`;
}
