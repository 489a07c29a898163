import assert from "node:assert/strict";
import { updateHeadings } from "../../../src/features/sequences/mod.ts";
import { nativeDatabaseTest } from "../../support/databases.ts";
import { until } from "../../support/until.ts";
import { seedSequence, uuid, walk } from "../stac/seeds.ts";

nativeDatabaseTest("updateHeadings() leaves a heading that somebody gives at the same time", async (sql) => {
  const [account] = await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`;
  await seedSequence(sql, { id: uuid(1), account: account!.id, pictures: walk(3) });
  await sql`UPDATE pictures SET heading = NULL, heading_computed = TRUE, read_heading = NULL`;
  const [picture] = await sql<{ id: string }[]>`SELECT pic_id AS id FROM sequences_pictures ORDER BY rank LIMIT 1`;
  let computing: Promise<void> | undefined;
  await sql.begin(async (tx) => {
    await tx`UPDATE pictures SET heading = 123, heading_computed = FALSE WHERE id = ${picture!.id}`;
    computing = updateHeadings(sql, uuid(1));
    await until(async () => {
      const waiting = await sql`SELECT FROM pg_stat_activity WHERE datname = current_database()
        AND wait_event_type = 'Lock'`;
      return waiting.length > 0;
    });
  });
  await computing;
  const rows = await sql<{ id: string; heading: number | null }[]>`SELECT id, heading FROM pictures`;
  for (const { id, heading } of rows) {
    if (id === picture!.id) assert.equal(heading, 123);
    else assert.notEqual(heading, null, "the others are computed");
  }
});
