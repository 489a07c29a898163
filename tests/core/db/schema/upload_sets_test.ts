import assert from "node:assert/strict";
import { openPool } from "../../../../src/core/db/sql.ts";
import { databaseTest, nativeDatabaseTest } from "../../../support/databases.ts";
import { insertPicture, insertSequence, insertUploadSet } from "./objects.ts";
import { untilSomebodyWaits } from "./waiting.ts";

databaseTest("an upload set goes with its last picture", async (sql) => {
  const [emptied, filled, unused] = [
    await insertUploadSet(sql),
    await insertUploadSet(sql),
    await insertUploadSet(sql),
  ];
  const [first, second, other] = [
    await insertPicture(sql, { upload_set_id: emptied }),
    await insertPicture(sql, { upload_set_id: emptied }),
    await insertPicture(sql, { upload_set_id: filled }),
  ];
  const alone = await insertPicture(sql);
  const sequence = await insertSequence(sql, { upload_set_id: emptied });
  await sql`INSERT INTO files (upload_set_id, file_name, picture_id) VALUES (${emptied}, '1.jpg', ${first})`;
  const remaining = async () => (await sql`SELECT id FROM upload_sets`).map(({ id }) => id).sort();

  await sql`DELETE FROM pictures WHERE id = ${first}`;
  assert.deepEqual(await remaining(), [emptied, filled, unused].sort());
  assert.equal((await sql`SELECT FROM files WHERE picture_id IS NULL`).length, 1, "the file outlives its picture");
  await sql`DELETE FROM pictures WHERE id IN (${second}, ${alone})`;
  assert.deepEqual(await remaining(), [filled, unused].sort());
  assert.equal((await sql`SELECT FROM files`).length, 0);
  const [kept] = await sql<[Record<string, unknown>]>`SELECT upload_set_id FROM sequences WHERE id = ${sequence}`;
  assert.equal(kept.upload_set_id, null, "its sequence stays");
  await sql`DELETE FROM pictures WHERE id = ${other}`;
  assert.deepEqual(await remaining(), [unused]);
});

databaseTest("an upload set counts its files: those that are new, not those that are sent again", async (sql) => {
  const [set, other] = [await insertUploadSet(sql), await insertUploadSet(sql)];
  await sql`INSERT INTO files (upload_set_id, file_name) VALUES (${set}, '1.jpg'), (${set}, '2.jpg'), (${other}, '1.jpg')`;
  await sql`
    INSERT INTO files (upload_set_id, file_name) VALUES (${set}, '2.jpg')
    ON CONFLICT (upload_set_id, file_name) DO UPDATE SET size = 1`;
  const counts = await sql`SELECT nb_files FROM upload_sets WHERE id IN (${set}, ${other}) ORDER BY nb_files`;
  assert.deepEqual(counts.map(({ nb_files }) => nb_files), [1, 2]);
});

databaseTest("a deleted upload set takes all that was uploaded with it", async (sql) => {
  const set = await insertUploadSet(sql);
  const pictures = [await insertPicture(sql, { upload_set_id: set }), await insertPicture(sql, { upload_set_id: set })];
  await sql`INSERT INTO upload_sets_semantics (upload_set_id, key, value) VALUES (${set}, 'weather', 'sun')`;
  await sql`INSERT INTO job_history (job_task, upload_set_id) VALUES ('dispatch', ${set})`;
  await sql`UPDATE upload_sets SET completed = true WHERE id = ${set}`;
  await sql`DELETE FROM upload_sets WHERE id = ${set}`;
  const [left] = await sql<[Record<string, unknown>]>`
    SELECT (SELECT count(*) FROM pictures) + (SELECT count(*) FROM upload_sets_semantics)
      + (SELECT count(*) FROM job_history) AS number`;
  assert.equal(left.number, 0);
  assert.deepEqual(
    (await sql`SELECT picture_to_delete_id FROM job_queue`).map((job) => job.picture_to_delete_id).sort(),
    pictures.sort(),
  );
});

nativeDatabaseTest(
  "two deletions at once of the last two pictures leave no empty upload set",
  async (sql, { target }) => {
    const other = openPool(target, { max: 1 });
    try {
      const set = await insertUploadSet(sql);
      const [first, second] = [
        await insertPicture(sql, { upload_set_id: set }),
        await insertPicture(sql, { upload_set_id: set }),
      ];
      let waiting: Promise<unknown> | undefined;
      await sql.begin(async (tx) => {
        await tx`DELETE FROM pictures WHERE id = ${first}`;
        waiting = other`DELETE FROM pictures WHERE id = ${second}`.then();
        await untilSomebodyWaits(sql);
      });
      await waiting;
      assert.equal((await sql`SELECT FROM upload_sets`).length, 0);
    } finally {
      await other.end({ timeout: 5 });
    }
  },
);

nativeDatabaseTest(
  "an upload in progress keeps the set whose last picture is deleted meanwhile",
  async (sql, { target }) => {
    const other = openPool(target, { max: 1 });
    try {
      const set = await insertUploadSet(sql);
      const former = await insertPicture(sql, { upload_set_id: set });
      let waiting: Promise<unknown> | undefined;
      await sql.begin(async (tx) => {
        await insertPicture(tx, { upload_set_id: set });
        waiting = other`DELETE FROM pictures WHERE id = ${former}`.then();
        await untilSomebodyWaits(sql);
      });
      await waiting;
      assert.equal((await sql`SELECT FROM pictures WHERE upload_set_id = ${set}`).length, 1);
    } finally {
      await other.end({ timeout: 5 });
    }
  },
);
