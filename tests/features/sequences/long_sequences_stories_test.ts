/** Whatever happens to two long sequences of the size that counts as long: nothing of what is hidden shows, at once. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Sql } from "../../../src/core/db/sql.ts";
import { databaseTest } from "../../support/databases.ts";
import { ADDING, ASKING, DEEDS, FIRST, SECOND, seed } from "./long_sequences.ts";
import {
  assertReveals,
  computedAnew,
  everything,
  finalizeQueued,
  queuedJobs,
  type Said,
  strayVertices,
  wrongCells,
} from "./what_sequences_say.ts";

const steps = fc.array(
  fc.record({
    deed: fc.constantFrom(...Object.keys(DEEDS), "look again"),
    isFirst: fc.boolean(),
    // Few or many, at the ends or anywhere.
    places: fc.oneof(
      {
        weight: 6,
        arbitrary: fc.uniqueArray(
          fc.oneof(fc.constantFrom(0, 1, 2, -1, -2, 39, 40), fc.integer({ min: 0, max: 530 })),
          { minLength: 1, maxLength: 6 },
        ),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom(99, 100, 101).map((count) => Array.from({ length: count }, (_, at) => at * 3)),
      },
      { weight: 1, arbitrary: fc.constant(Array.from({ length: 100 }, (_, at) => at)) },
    ),
    number: fc.integer({ min: 0, max: 999 }),
  }),
  { minLength: 1, maxLength: Number(Deno.env.get("TEST_STEPS") ?? 8) },
);
const sizes = fc.constantFrom<[number, number]>([520, 510], [500, 499], [499, 520], [503, 30]);

const step = (deed: string, places: number[], number = 0) => ({ deed, isFirst: true, places, number });
const HUNDRED = Array.from({ length: 100 }, (_, at) => at);
/** What went wrong once. */
const FOUND: [[number, number], ReturnType<typeof step>[]][] = [
  [[520, 510], [step("hide", [0])]],
  [[520, 510], [step("hide all but these", HUNDRED), step("hide", HUNDRED), step("unlink", [0]), step("show", [1])]],
  [[520, 510], [step("delete later", [3])]],
];

async function choose(sql: Sql, sequence: string, places: number[]): Promise<string[]> {
  const rows = await sql<
    { id: string }[]
  >`SELECT pic_id AS id FROM sequences_pictures WHERE seq_id = ${sequence} ORDER BY rank`;
  return places.flatMap((place) => rows.at(place)?.id ?? []);
}

databaseTest(
  "what two long sequences say reveals nothing at once, and is complete once they are finalized",
  async (sql) => {
    await fc.assert(
      fc.asyncProperty(sizes, steps, async (sizes, steps) => {
        await seed(sql, sizes);
        /** Sequences that say less than they could, and those that somebody else has to have finalized. */
        const partial = new Set<string>(), stale = new Set<string>();
        let said = new Map((await everything(sql)).map((row) => [row.id, row]));
        for (const [at, { deed, isFirst, places, number }] of steps.entries()) {
          const sequence = isFirst ? FIRST : SECOND,
            what = `${at} ${deed} ${JSON.stringify([sizes, isFirst, places.length])}`;
          if (deed === "look again") {
            await finalizeQueued(sql);
            partial.clear();
            stale.clear();
          } else {
            const ids = await choose(sql, sequence, places);
            const choice = { sequence, ids, number };
            await sql.begin((tx) => DEEDS[deed]!(tx, choice));
            if (ADDING.has(deed) || ASKING.has(deed)) [FIRST, SECOND].forEach((id) => stale.add(id));
            if (ASKING.has(deed)) {
              await sql`INSERT INTO job_queue (sequence_id, task) SELECT id, 'finalize' FROM sequences WHERE status <> 'deleted' ON CONFLICT DO NOTHING`;
            }
          }
          assert.equal(await strayVertices(sql), 0, what);
          const found = await everything(sql), computed = await computedAnew(sql), queued = await queuedJobs(sql);
          for (const [index, row] of found.entries()) {
            const narrows = row.visibility !== said.get(row.id)?.visibility && row.visibility !== "anyone";
            if (narrows) partial.add(row.id);
            if (row.visibility === "anyone") partial.delete(row.id);
            assert.ok(Number(row.nb_pictures) >= 0, what);
            if (!partial.has(row.id) && deed !== "other metadata") {
              assertReveals(row, computed[index]!, what, { isStale: stale.has(row.id) });
            }
            const isComplete = JSON.stringify(row) === JSON.stringify(computed[index]);
            const isServed = row.status === "ready" || row.status === "hidden";
            if (!isComplete && isServed) assert.ok(queued.has(row.id), `${what}: not queued`);
          }
          said = new Map(found.map((row) => [row.id, row]));
          // Whoever finalizes a hidden sequence marks the cells of what came into it.
          if (!found.some((row) => row.status === "hidden" && stale.has(row.id))) {
            assert.deepEqual(await wrongCells(sql), [], what);
          }
        }
        await finalizeQueued(sql);
        const found = await everything(sql);
        // Nothing finalizes one that is deleted, or adds other metadata to what it says.
        const served = (rows: Said[]) =>
          rows.map((row) => row.status === "deleted" ? { ...row, computed_gps_accuracy: null } : row);
        assert.deepEqual(served(found), served(await computedAnew(sql)));
      }),
      {
        examples: FOUND,
        numRuns: Number(Deno.env.get("TEST_STORIES") ?? 4),
        seed: Deno.env.get("TEST_SEED") ? Number(Deno.env.get("TEST_SEED")) : undefined,
      },
    );
  },
);
