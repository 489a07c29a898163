/** Databases of every earlier version, with rows in them, become what a new one is. */
import assert from "node:assert/strict";
import { migrate, migrateWithin, rollback } from "../../../src/core/db/migrate/mod.ts";
import { readMigrations } from "../../../src/core/db/migrate/migration_files.ts";
import type { Queryable, Sql } from "../../../src/core/db/sql.ts";
import { emptyDatabaseTest } from "../../support/databases.ts";
import { seedSequence, uuid, walk } from "../../features/stac/seeds.ts";
import { describeSchema } from "./schema/description.ts";
import { insertAccount, insertUploadSet } from "./schema/objects.ts";

const names = (await readMigrations()).map(({ id }) => id);

/** Rows that the first schema knows already, so that they go through every migration. */
async function fill(sql: Sql): Promise<void> {
  const bob = await insertAccount(sql);
  await insertUploadSet(sql, { account_id: bob, title: "kept" });
  await seedSequence(sql, { id: uuid(1), account: bob, title: "a walk", pictures: walk(11) });
  await seedSequence(sql, { id: uuid(2), account: bob, title: "hidden", visibility: "owner-only" });
  await sql`
    INSERT INTO allsky_cameras (uuid, account_id, name) VALUES ('11111111-2222-4333-8444-555555555555', ${bob}, 'roof')`;
}

/** What has to be there whatever the schema was. */
async function readContent(sql: Queryable): Promise<unknown> {
  const rows = await sql`
    SELECT (SELECT json_agg(name ORDER BY name) FROM accounts) AS accounts,
      (SELECT json_agg(json_build_array(id, ts, ST_AsText(geom), heading) ORDER BY id) FROM pictures) AS pictures,
      (SELECT json_agg(json_build_array(seq_id, rank, pic_id) ORDER BY pic_id) FROM sequences_pictures) AS links,
      (SELECT json_agg(json_build_array(id, metadata->>'title', ST_AsText(geom)) ORDER BY id) FROM sequences) AS sequences,
      (SELECT json_agg(title ORDER BY title) FROM upload_sets) AS sets`;
  return rows[0];
}

class Enough extends Error {}

emptyDatabaseTest("a database of every earlier schema is upgraded, and keeps what is in it", async (sql, { kind }) => {
  await migrate(sql);
  await fill(sql);
  const content = await readContent(sql);
  const schema = await describeSchema(sql);
  for (const [left, last] of [...names.entries()].toReversed()) {
    assert.deepEqual(await rollback(sql), [last]);
    // The embedded database takes longer, and runs the same statements.
    if (left < 2 || (kind === "embedded" && left % 10 !== 0)) continue;
    const upgrade = sql.begin(async (tx) => {
      assert.deepEqual(await migrateWithin(tx), names.slice(left));
      assert.deepEqual(await readContent(tx), content, `from the schema before ${last}`);
      assert.deepEqual(await describeSchema(tx), schema, `from the schema before ${last}`);
      throw new Enough();
    });
    await assert.rejects(upgrade, Enough);
    if (left === 2) break;
  }
});

emptyDatabaseTest("sequences stay right before and after the schema that knows transactions in parts", async (sql) => {
  const IN_PARTS = "0051_dispatch_in_parts";
  const goBack = async () => {
    while ((await rollback(sql))[0] !== IN_PARTS);
  };
  const read = async () => {
    const [row] = await sql`
      SELECT nb_pictures, ST_AsText(geom, 6) AS geom, bbox::text FROM sequences WHERE id = ${uuid(1)}`;
    return { ...row };
  };
  // As its finalization does.
  const refresh = () => sql`SELECT refresh_sequences(ARRAY[${uuid(1)}::uuid])`;
  const linkLast = () => sql`INSERT INTO sequences_pictures (seq_id, rank, pic_id) VALUES (${uuid(1)}, 5, ${uuid(15)})`;
  const unlinkLast = (tx: Queryable) => tx`DELETE FROM sequences_pictures WHERE pic_id = ${uuid(15)}`;
  await migrate(sql);
  await seedSequence(sql, { id: uuid(1), account: await insertAccount(sql), pictures: walk(11) });
  await refresh();
  const five = await read();
  assert.equal(five.nb_pictures, 5);
  await unlinkLast(sql);
  const four = await read();
  assert.equal(four.nb_pictures, 4);
  assert.notEqual(four.geom, five.geom);

  await goBack();
  assert.deepEqual(await read(), four);
  await linkLast();
  await refresh();
  assert.deepEqual(await read(), five, "the older schema");

  await migrate(sql);
  assert.deepEqual(await read(), five);
  await sql.begin(async (tx) => {
    await tx`SELECT set_config('panoramax.in_parts', 'on', TRUE)`;
    await unlinkLast(tx);
  });
  assert.deepEqual(await read(), { ...five, nb_pictures: 4 }, "the rest is for the finalization");

  // The older version does that, too.
  await goBack();
  await refresh();
  assert.deepEqual(await read(), four);
  await migrate(sql);
  assert.deepEqual(await read(), four);
});
