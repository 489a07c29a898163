import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { cleanUp, findOrphans } from "../../../src/features/cleanup/mod.ts";
import type { Sql } from "../../../src/core/db/sql.ts";
import { examine } from "../../../src/doctor/mod.ts";
import {
  allskyPath,
  derivatesFolder,
  hdPath,
  openStores,
  type Stores,
  sweepUploads,
} from "../../../src/core/storage/mod.ts";
import { databaseTest } from "../../support/databases.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";

const DATABASE = { database: true, cache: false, originals: false };
const ALL = { database: true, cache: true, originals: true };

async function insertPictures(sql: Sql, count: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    INSERT INTO pictures (account_id, geom, status, preparing_status)
    SELECT accounts.id, ST_SetSRID(ST_MakePoint(2 + n * 0.0001, 48), 4326), 'ready', 'prepared'
    FROM accounts, generate_series(1, ${count}) n WHERE is_default RETURNING id`;
  await sql`DELETE FROM job_queue`;
  return rows.map(({ id }) => id);
}

async function insertPicture(sql: Sql): Promise<string> {
  return onlyRow(await insertPictures(sql, 1));
}

async function insertSequence(sql: Sql, pictures: string[]): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    INSERT INTO sequences (account_id, status) SELECT id, 'ready' FROM accounts WHERE is_default RETURNING id`;
  const { id } = onlyRow(rows);
  await sql`
    INSERT INTO sequences_pictures (seq_id, rank, pic_id)
    SELECT ${id}, rank, picture FROM unnest(${pictures}::uuid[]) WITH ORDINALITY AS p(picture, rank)`;
  return id;
}

async function withStores(work: (stores: Stores) => Promise<void>): Promise<void> {
  await using folder = await temporaryFolder();
  const { path } = folder;
  await work(await openStores({ tmp: `${path}/tmp`, permanent: `${path}/permanent`, derivates: `${path}/derivates` }));
}

databaseTest(
  "cleanUp() of sequences keeps pictures that another sequence shows",
  (sql) =>
    withStores(async (stores) => {
      const own = await insertPicture(sql), shared = await insertPicture(sql), other = await insertPicture(sql);
      const pictures = [own, shared, other, await insertPicture(sql)];
      const first = await insertSequence(sql, [own, shared]);
      const second = await insertSequence(sql, [shared, other]);
      for (const id of pictures) await stores.permanent.write(hdPath(id), new Uint8Array([1]));
      const done = await cleanUp({ sql, stores, parts: ALL, sequenceIds: [first] });
      assert.deepEqual(done, { pictures: 1, sequences: 1 });
      const left = (await sql<{ id: string }[]>`SELECT id FROM pictures`).map(({ id }) => id);
      assert.deepEqual(left.sort(), pictures.filter((id) => id !== own).sort());
      assert.deepEqual((await sql<{ id: string }[]>`SELECT id FROM sequences`).map(({ id }) => id), [second]);
      assert.equal(await stores.permanent.exists(hdPath(own)), false);
      assert.equal(await stores.permanent.exists(hdPath(shared)), true);
      // Given both, nobody else shows it.
      await cleanUp({ sql, stores, parts: ALL, sequenceIds: [second] });
      assert.equal(await stores.permanent.exists(hdPath(shared)), false);
    }),
);

databaseTest(
  "cleanUp() deletes many pictures, and leaves no job that would delete their files",
  (sql) =>
    withStores(async (stores) => {
      const pictures = await insertPictures(sql, 1200);
      await insertSequence(sql, pictures.slice(0, 1100));
      let steps = 0;
      const done = await cleanUp({ sql, stores, parts: DATABASE, onStep: (count) => steps += count });
      assert.deepEqual([done, steps], [{ pictures: 1200, sequences: 1 }, 1200]);
      const [left] = await sql<{ pictures: number; jobs: number }[]>`
      SELECT (SELECT count(*)::int FROM pictures) AS pictures, (SELECT count(*)::int FROM job_queue) AS jobs`;
      assert.deepEqual({ ...left }, { pictures: 0, jobs: 0 });
    }),
);

databaseTest(
  "cleanUp() of everything leaves the media of all-sky cameras, as does the search for orphans",
  (sql) =>
    withStores(async (stores) => {
      const picture = await insertPicture(sql);
      const medium = allskyPath("ccd_11111111-2222-3333-4444-555555555555/exposures/20240131/night/31_20/ccd1_1.jpg");
      const orphan = hdPath(crypto.randomUUID());
      for (const path of [medium, orphan, hdPath(picture)]) await stores.permanent.write(path, new Uint8Array([1]));
      const old = new Date(Date.now() - 3_600_000);
      for (const path of [medium, orphan]) await Deno.utime(stores.permanent.location + path, old, old);
      const found = await Array.fromAsync(findOrphans(sql, stores.permanent), ({ path }) => path);
      assert.deepEqual(found, [orphan]);
      const findings = await Array.fromAsync(
        examine({ sql, stores, settings: {}, fixes: true, needsThumbnails: true, deletesOrphans: true }),
      );
      assert.ok(findings.some(({ subject }) => subject === orphan));
      assert.ok(findings.every(({ subject }) => subject !== medium));
      await cleanUp({ sql, stores, parts: ALL });
      await sweepUploads(stores, 0);
      assert.deepEqual(await Array.fromAsync(stores.permanent.walk(), ({ path }) => path), [medium]);
    }),
);

databaseTest(
  "cleanUp() waits for runners: they would delete the files of a picture that vanishes",
  (sql) =>
    withStores(async (stores) => {
      const picture = await insertPicture(sql);
      await insertSequence(sql, [picture]);
      await sql`
      INSERT INTO job_queue (picture_id, task, claimed_by, claimed_until)
      VALUES (${picture}, 'prepare', gen_random_uuid(), now() + interval '1 hour')`;
      const { promise: hasLooked, resolve: looked } = Promise.withResolvers<void>();
      const done = cleanUp({ sql, stores, parts: DATABASE, onStep: () => looked() });
      await hasLooked;
      assert.equal((await sql`SELECT FROM pictures`).length, 1);
      await sql`DELETE FROM job_queue`;
      assert.deepEqual(await done, { pictures: 1, sequences: 1 });
    }),
);

databaseTest(
  "findOrphans() leaves out known pictures, young files and what is no picture's",
  (sql) =>
    withStores(async (stores) => {
      const known = await insertPicture(sql);
      const [stranger, young] = [crypto.randomUUID(), crypto.randomUUID()];
      const paths = [`${derivatesFolder(known)}/sd.jpg`, `${derivatesFolder(stranger)}/tiles/0_0.jpg`, "/README"];
      const old = new Date(Date.now() - 3_600_000);
      for (const path of paths) {
        await stores.derivates.write(path, new Uint8Array([1]));
        await Deno.utime(stores.derivates.location + path, old, old);
      }
      await stores.derivates.write(`${derivatesFolder(young)}/sd.jpg`, new Uint8Array([1]));
      const found = await Array.fromAsync(findOrphans(sql, stores.derivates), ({ path }) => path);
      assert.deepEqual(found, [paths[1]]);
    }),
);
