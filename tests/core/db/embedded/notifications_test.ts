import assert from "node:assert/strict";
import { openPool } from "../../../../src/core/db/sql.ts";
import { poolTest, until } from "./shared_database.ts";

poolTest("openEmbeddedDatabase() notifies connections that listen, when a transaction commits", 3, async (sql) => {
  const heard: string[] = [];
  const { unlisten } = await sql.listen("jobs", (payload) => heard.push(payload));
  await sql.listen("Other", (payload) => heard.push(`other ${payload}`));

  await sql.notify("jobs", "alone");
  await sql.begin(async (tx) => {
    await tx`SELECT pg_notify('jobs', 'in a transaction')`;
    await tx`SELECT 1`;
    assert.deepEqual(heard, ["alone"]);
  });
  await assert.rejects(sql.begin(async (tx) => {
    await tx`SELECT pg_notify('jobs', 'taken back')`;
    throw new Error("rolled back");
  }));
  await sql.notify("Other", "channel");
  await until(() => heard.length === 3);
  assert.deepEqual(heard, ["alone", "in a transaction", "other channel"]);

  await unlisten();
  await sql.notify("jobs", "unheard");
  await sql.notify("Other", "last");
  await until(() => heard.length === 4);
  assert.equal(heard.at(-1), "other last");
});

poolTest("openEmbeddedDatabase() goes on notifying when another listener stops or leaves", 1, async (sql, socket) => {
  const heard: string[] = [];
  await sql.listen("shared", (payload) => heard.push(payload));

  const stopping = openPool({ socket }, { max: 1 });
  await (await stopping.listen("shared", () => {})).unlisten();
  await sql.notify("shared", "after one stopped");
  await stopping.listen("shared", () => {});
  await stopping.end();
  await sql.notify("shared", "after one left");

  await until(() => heard.length === 2);
  assert.deepEqual(heard, ["after one stopped", "after one left"]);
});

poolTest(
  "openEmbeddedDatabase() notifies who listens again by a statement that was prepared before",
  2,
  async (sql) => {
    for (const round of ["first", "second"]) {
      const heard = Promise.withResolvers<string>();
      const { unlisten } = await sql.listen("jobs", heard.resolve);
      await sql.notify("jobs", round);
      assert.equal(await heard.promise, round);
      await unlisten();
    }
  },
);
