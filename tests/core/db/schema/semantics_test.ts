import assert from "node:assert/strict";
import { databaseTest } from "../../../support/databases.ts";
import { insertPicture, insertSequence, insertUploadSet } from "./objects.ts";

databaseTest("a tag is on an object once, and a second one is refused in words the API shows", async (sql) => {
  const picture = await insertPicture(sql), sequence = await insertSequence(sql), set = await insertUploadSet(sql);
  const [{ annotation }] = await sql<[{ annotation: string }]>`
    INSERT INTO annotations (picture_id, shape) VALUES (${picture}, '{}') RETURNING id AS annotation`;
  const cases = [
    [
      "picture_id",
      picture,
      () => sql`INSERT INTO pictures_semantics (picture_id, key, value) VALUES (${picture}, 'dup', '👥')`,
    ],
    [
      "sequence_id",
      sequence,
      () => sql`INSERT INTO sequences_semantics (sequence_id, key, value) VALUES (${sequence}, 'dup', '👥')`,
    ],
    [
      "upload_set_id",
      set,
      () => sql`INSERT INTO upload_sets_semantics (upload_set_id, key, value) VALUES (${set}, 'dup', '👥')`,
    ],
    [
      "annotation_id",
      annotation,
      () => sql`INSERT INTO annotations_semantics (annotation_id, key, value) VALUES (${annotation}, 'dup', '👥')`,
    ],
  ] as const;
  for (const [column, id, insert] of cases) {
    await insert();
    await assert.rejects(async () => await insert(), {
      code: "23505",
      detail: `Key (${column}, key, value)=(${id}, dup, 👥) already exists.`,
    });
  }
});

databaseTest("a tag may be as long as the API allows, and have several values", async (sql) => {
  const picture = await insertPicture(sql);
  const key = "k".repeat(256);
  for (const value of ["v".repeat(2048), "w".repeat(2048), ""]) {
    await sql`INSERT INTO pictures_semantics (picture_id, key, value) VALUES (${picture}, ${key}, ${value})`;
  }
  assert.equal((await sql`SELECT FROM pictures_semantics WHERE key = ${key}`).length, 3);
});

databaseTest("tags, annotations and their history go with what they are about", async (sql) => {
  const picture = await insertPicture(sql), sequence = await insertSequence(sql);
  const [{ id }] = await sql<
    [{ id: string }]
  >`INSERT INTO annotations (picture_id, shape) VALUES (${picture}, '{}') RETURNING id`;
  await sql`INSERT INTO annotations_semantics (annotation_id, key, value) VALUES (${id}, 'k', 'v')`;
  await sql`INSERT INTO pictures_semantics (picture_id, key, value) VALUES (${picture}, 'k', 'v')`;
  await sql`INSERT INTO pictures_semantics_history (picture_id, updates) VALUES (${picture}, '[]')`;
  await sql`INSERT INTO sequences_semantics (sequence_id, key, value) VALUES (${sequence}, 'k', 'v')`;
  await sql`INSERT INTO sequences_semantics_history (sequence_id, updates) VALUES (${sequence}, '[]')`;
  await sql`DELETE FROM pictures`;
  await sql`DELETE FROM sequences`;
  const [left] = await sql<[Record<string, unknown>]>`
    SELECT (SELECT count(*) FROM annotations) + (SELECT count(*) FROM annotations_semantics)
      + (SELECT count(*) FROM pictures_semantics) + (SELECT count(*) FROM pictures_semantics_history)
      + (SELECT count(*) FROM sequences_semantics) + (SELECT count(*) FROM sequences_semantics_history) AS number`;
  assert.equal(left.number, 0);
});
