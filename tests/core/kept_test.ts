/** What is kept while no row changes: within bounds, and for as long as it is true. */
import assert from "node:assert/strict";
import { findMoment, stampOf } from "../../src/core/db/moments.ts";
import { openPool } from "../../src/core/db/sql.ts";
import { Kept } from "../../src/core/kept.ts";
import { databaseTest } from "../support/databases.ts";

databaseTest("no more is kept than there is room for", async (sql) => {
  const kept = new Kept<string>(sql, { most: 8000, least: 10 }), moment = await findMoment(sql);
  for (let page = 0; page < 20; page++) kept.keep(`${page}`, moment, "large", 1000);
  assert.equal(kept.size, 8000);
  assert.equal(kept.find("19", moment), "large");
  assert.equal(kept.find("0", moment), undefined);
  for (let page = 0; page < 2000; page++) kept.keep(`small ${page}`, moment, "small", 1);
  assert.equal(kept.size, 8000);
  assert.equal(kept.find("19", moment), undefined);
  kept.keep("too large", moment, "large", 2001);
  assert.equal(kept.size, 8000);
  assert.equal(kept.find("too large", moment), undefined);
});

databaseTest("what is asked for twice is kept from then on, until a row changes", async (sql) => {
  const kept = new Kept<number>(sql, { most: 100, least: 1 });
  let looks = 0;
  const ask = async (snapshot?: string) => await kept.ask("key", snapshot, () => Promise.resolve(++looks));
  assert.deepEqual([await ask(), await ask()], [1, 2]);
  const snapshot = await findMoment(sql);
  const first = await ask(snapshot);
  for (let round = 0; round < 3; round++) assert.equal(await ask(snapshot), first);
  await sql`UPDATE configurations SET collaborative_metadata = collaborative_metadata`;
  assert.notEqual(await ask(await findMoment(sql)), first);
  assert.notEqual(await ask(), first);
});

databaseTest("what is not there is looked for each time", async (sql) => {
  const kept = new Kept<number>(sql, { most: 100, least: 1 }), snapshot = await findMoment(sql);
  let looks = 0;
  const find = () => Promise.resolve(++looks < 3 ? undefined : looks);
  const found = [];
  for (let round = 0; round < 4; round++) found.push(await kept.ask("key", snapshot, find));
  assert.deepEqual(found, [undefined, undefined, 3, 3]);
});

databaseTest("a moment is another one after each commit", async (sql) => {
  const seen = new Set([await findMoment(sql)]);
  for (let round = 0; round < 20; round++) {
    await sql`UPDATE configurations SET collaborative_metadata = collaborative_metadata`;
    const moment = await findMoment(sql);
    assert.ok(!seen.has(moment), moment);
    seen.add(moment);
  }
});

databaseTest("a moment is another one after connections were lost", async (sql, { target }) => {
  const pool = openPool(target, { max: 1 });
  const snapshot = await findMoment(pool), before = stampOf(pool, snapshot);
  assert.equal(stampOf(pool, snapshot), before);
  await pool.end();
  assert.notEqual(stampOf(pool, snapshot), before);
  assert.equal(stampOf(sql, snapshot), stampOf(sql, snapshot));
});
