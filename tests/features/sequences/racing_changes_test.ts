/** Two people change pictures of long sequences at the same time: neither change is lost, nor shows what the other one hides. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { sqlStateOf } from "../../../src/core/db/errors.ts";
import type { Sql } from "../../../src/core/db/sql.ts";
import { nativeDatabaseTest } from "../../support/databases.ts";
import { DEEDS, FIRST, SECOND, seed } from "./long_sequences.ts";
import { assertReveals, computedAnew, everything, finalizeQueued, strayVertices } from "./what_sequences_say.ts";

const NAMES = [
  "hide",
  "for oneself",
  "show",
  "hide in the old way",
  "delete later",
  "move",
  "move a bit",
  "take first",
  "take at another time",
  "move and hide",
  "unlink",
  "delete many",
  "sequence for anyone",
  "add",
];
const DEADLOCK = "40P01";

/** What PostgreSQL ends because two waited for each other has not happened. */
async function attempt(sql: Sql, { deed, places, number }: { deed: string; places: number[]; number: number }) {
  const ids = await sql<{ id: string }[]>`
    SELECT pic_id AS id FROM sequences_pictures WHERE seq_id = ${FIRST} AND rank = ANY (${places}::int[]) ORDER BY rank`;
  const choice = { sequence: FIRST, ids: ids.map(({ id }) => id), number };
  await sql.begin((tx) => DEEDS[deed]!(tx, choice)).catch((error) => {
    if (sqlStateOf(error) !== DEADLOCK) throw error;
  });
}

nativeDatabaseTest("changes of one long sequence at the same time add up", async (sql) => {
  const deed = fc.record({
    deed: fc.constantFrom(...NAMES),
    places: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
    number: fc.integer({ min: 0, max: 999 }),
  });
  const rounds = fc.array(fc.array(deed, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(rounds, async (rounds) => {
      await seed(sql, [520, 510]);
      await sql`INSERT INTO sequences_pictures (seq_id, pic_id, rank)
        SELECT ${SECOND}, pic_id, rank + 90000 FROM sequences_pictures WHERE seq_id = ${FIRST} AND rank < 4`;
      await sql`SELECT refresh_sequences(ARRAY(SELECT id FROM sequences))`;
      for (const [at, round] of rounds.entries()) {
        const what = `${at} ${JSON.stringify(round.map(({ deed }) => deed))}`;
        await Promise.all(round.map((one) => attempt(sql, one)));
        assert.equal(await strayVertices(sql), 0, what);
        const found = await everything(sql), computed = await computedAnew(sql);
        for (const [index, row] of found.entries()) assertReveals(row, computed[index]!, what, { isStale: true });
      }
      await sql`
        INSERT INTO job_queue (sequence_id, task) SELECT id, 'finalize' FROM sequences
        ON CONFLICT (sequence_id) DO UPDATE SET seq = DEFAULT`;
      await finalizeQueued(sql);
      assert.deepEqual(await everything(sql), await computedAnew(sql));
    }),
    { numRuns: Number(Deno.env.get("TEST_STORIES") ?? 8) },
  );
});
