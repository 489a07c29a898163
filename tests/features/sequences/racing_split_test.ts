import assert from "node:assert/strict";
import { mergeSequences, splitSequence } from "../../../src/features/sequences/mod.ts";
import { nativeDatabaseTest } from "../../support/databases.ts";
import { until } from "../../support/until.ts";
import { seedSequence, uuid, walk } from "../stac/seeds.ts";

nativeDatabaseTest("splitting and merging wait for an upload set before they lock its pictures", async (sql) => {
  const [row] = await sql<[{ id: string }]>`SELECT id FROM accounts WHERE is_default`;
  const editor = row.id;
  for (const [id, first] of [[uuid(1), 11], [uuid(2), 21]] as const) {
    await seedSequence(sql, { id, account: editor, pictures: walk(first) });
  }
  const [set] = await sql<[{ id: string }]>`
    INSERT INTO upload_sets (account_id, title) VALUES (${editor}, 'Tour') RETURNING id`;
  await sql`UPDATE pictures SET upload_set_id = ${set.id}`;
  await sql`UPDATE sequences SET upload_set_id = ${set.id}`;
  const changes = [
    () => sql.begin((tx) => splitSequence(tx, uuid(1), (ids) => ids.slice(2), { editor })),
    () => sql.begin((tx) => mergeSequences(tx, { from: uuid(2), into: uuid(1), editor })),
  ];
  for (const change of changes) {
    let changing: Promise<unknown> | undefined;
    // What a deletion locks, in its order.
    await sql.begin(async (tx) => {
      await tx`SELECT FROM upload_sets WHERE id = ${set.id} FOR UPDATE`;
      changing = change();
      await until(async () => {
        const waiting = await sql`
          SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return waiting.length > 0;
      });
      await tx`SELECT FROM pictures ORDER BY id FOR UPDATE NOWAIT`;
    });
    await changing;
  }
  assert.equal((await sql`SELECT FROM sequences WHERE status = 'ready'`).length, 2);
});
