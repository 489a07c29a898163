import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { applyTagUpdates, type TaggedObject, type TagUpdate } from "../../../src/core/tags/mod.ts";
import type { Sql } from "../../../src/core/db/sql.ts";
import { databaseTest } from "../../support/databases.ts";
import {
  defaultAccount,
  insertAccount,
  insertPicture,
  insertSequence,
  insertUploadSet,
  linkPictures,
} from "../db/schema/objects.ts";

const add = (key: string, value: string): TagUpdate => ({ action: "add", key, value });
const remove = (key: string, value: string): TagUpdate => ({ action: "delete", key, value });

function apply(sql: Sql, object: TaggedObject, updates: TagUpdate[], editor: string) {
  return sql.begin((tx) => applyTagUpdates(tx, object, updates, editor));
}

databaseTest("applyTagUpdates() deletes before it adds, and keeps the history as it was asked", async (sql) => {
  const bob = await insertAccount(sql), id = await insertPicture(sql);
  const picture = { kind: "picture", id } as const;
  await apply(sql, picture, [add("weather", "☀️"), add("weather", "wind")], bob);
  await apply(sql, picture, [add("weather", "rain"), remove("weather", "☀️"), remove("nothing", "there")], bob);

  assert.deepEqual([...await sql`SELECT key, value FROM pictures_semantics ORDER BY value`], [
    { key: "weather", value: "rain" },
    { key: "weather", value: "wind" },
  ]);
  assert.deepEqual([...await sql`SELECT account_id, updates FROM pictures_semantics_history ORDER BY ts`], [
    { account_id: bob, updates: [add("weather", "☀️"), add("weather", "wind")] },
    { account_id: bob, updates: [add("weather", "rain"), remove("weather", "☀️"), remove("nothing", "there")] },
  ]);
});

databaseTest("applyTagUpdates() moves a picture and its sequence on", async (sql) => {
  const bob = await insertAccount(sql), id = await insertPicture(sql), sequence = await insertSequence(sql);
  await linkPictures(sql, sequence, [id]);
  const updates = async () =>
    onlyRow(
      await sql<{ picture: string; sequence: string }[]>`
        SELECT p.updated_at AS picture, s.updated_at AS sequence FROM pictures p, sequences s`,
    );
  const before = await updates();
  await apply(sql, { kind: "picture", id }, [add("key", "value")], bob);
  const after = await updates();
  assert.ok(after.picture > before.picture);
  assert.ok(after.sequence > before.sequence);
});

databaseTest("applyTagUpdates() refuses a tag that is there, and then changes nothing", async (sql) => {
  const bob = await insertAccount(sql), id = await insertSequence(sql);
  const sequence = { kind: "sequence", id } as const;
  await apply(sql, sequence, [add("dup", "👥")], bob);
  for (
    const [other, duplicate] of [[add("new", "tag"), add("dup", "👥")], [add("twice", "1"), add("twice", "1")]] as const
  ) {
    const { key, value } = duplicate;
    await assert.rejects(apply(sql, sequence, [remove("other", "tag"), other, duplicate], bob), {
      status: 400,
      message: "Impossible to add semantic tags because of duplicates",
      details: { duplicate: `Key (sequence_id, key, value)=(${id}, ${key}, ${value}) already exists.` },
    });
  }
  assert.deepEqual([...await sql`SELECT key, value FROM sequences_semantics`], [{ key: "dup", value: "👥" }]);
  assert.equal((await sql`SELECT FROM sequences_semantics_history`).length, 1);
});

databaseTest("applyTagUpdates() refuses a tag that no index can hold", async (sql) => {
  const bob = await insertAccount(sql), id = await insertPicture(sql);
  // Text that does not compress: four bytes a character.
  const value = Array.from({ length: 2048 }, () => String.fromCodePoint(0x20000 + Math.floor(Math.random() * 40_000)));
  await assert.rejects(apply(sql, { kind: "picture", id }, [add("key", value.join(""))], bob), { status: 400 });
});

databaseTest("applyTagUpdates() removes an annotation with its last tag, and tells its shape", async (sql) => {
  const bob = await insertAccount(sql), picture = await insertPicture(sql);
  const shape = { type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] };
  const { id } = onlyRow(
    await sql<{ id: string }[]>`
      INSERT INTO annotations (picture_id, shape) VALUES (${picture}, ${sql.json(shape)}) RETURNING id`,
  );
  const annotation = { kind: "annotation", id } as const;
  assert.equal(await apply(sql, annotation, [add("osm|amenity", "bench"), add("note", "old")], bob), "kept");
  assert.equal(await apply(sql, annotation, [remove("note", "old")], bob), "kept");
  assert.equal(await apply(sql, annotation, [remove("osm|amenity", "bench")], bob), "removed");

  assert.deepEqual([...await sql`SELECT id FROM annotations`], []);
  const history = await sql`SELECT picture_id, updates FROM pictures_semantics_history ORDER BY ts`;
  assert.equal(history.length, 3);
  assert.deepEqual(history[0], {
    picture_id: picture,
    updates: [
      { ...add("osm|amenity", "bench"), annotation_shape: shape },
      { ...add("note", "old"), annotation_shape: shape },
    ],
  });
});

databaseTest("applyTagUpdates() notes who tagged an upload set", async (sql) => {
  const id = await insertUploadSet(sql), owner = await defaultAccount(sql);
  await apply(sql, { kind: "upload_set", id }, [add("camera_support", "bike")], owner);
  assert.deepEqual([...await sql`SELECT key, value, account_id FROM upload_sets_semantics`], [
    { key: "camera_support", value: "bike", account_id: owner },
  ]);
});
