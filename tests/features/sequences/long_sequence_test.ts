/** A few pictures of a long sequence change: what it says of them is right at once, and nobody waits for all of them. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Services } from "../../../src/core/services.ts";
import type { Queryable, Sql, Transaction } from "../../../src/core/db/sql.ts";
import type { Job } from "../../../src/features/jobs/mod.ts";
import { deletePictures } from "../../../src/features/pictures/queries.ts";
import { finalizeJob, finalizeSequence } from "../../../src/features/sequences/mod.ts";
import { databaseTest } from "../../support/databases.ts";
import { seedSequence, uuid } from "../stac/seeds.ts";

const SEQUENCE = uuid(1);
const PICTURES = 24;

/** Calls a sequence long that has more than a few pictures. */
async function withShortSequences(sql: Sql, from: number, work: () => Promise<void>): Promise<void> {
  const define = (name: string, value: number) =>
    sql.unsafe(
      `CREATE OR REPLACE FUNCTION ${name}() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ${value}`,
    );
  await define("pictures_of_long_sequence", from);
  await define("most_near_pictures", 6);
  try {
    await work();
  } finally {
    await define("pictures_of_long_sequence", 500);
    await define("most_near_pictures", 1000);
  }
}

async function seedRoad(
  sql: Sql,
  { pictures, longitude = 2 }: { pictures: number; longitude?: number },
): Promise<string> {
  const [account] = await sql<[{ id: string }]>`SELECT id FROM accounts WHERE is_default`;
  await sql`DELETE FROM job_queue`;
  await sql`DELETE FROM pictures`;
  await sql`DELETE FROM sequences`;
  await seedSequence(sql, { id: SEQUENCE, account: account.id, status: "waiting-for-process" });
  // Every fifth one on the spot of the one before, and a gap after every eleventh.
  await sql`
    WITH picture AS (
      INSERT INTO pictures (id, account_id, geom, ts, metadata, status)
      SELECT md5(n::text)::uuid, ${account.id}, ST_SetSRID(ST_MakePoint(
          -- Around the antimeridian, where that is asked for.
          CASE WHEN place > 180 THEN place - 360 ELSE place END, 48 + 0.0003 * sin(n / 2.0)), 4326),
        timestamptz '2024-05-01T10:00:00Z' + make_interval(secs => n), '{"type": "flat"}', 'ready'
      FROM generate_series(1, ${pictures}::int) AS n,
        LATERAL (SELECT ${longitude}::float8 + (n - n / 5) * 0.0002 + n / 11 * 0.01 AS place) AS road
      RETURNING id, ts
    )
    INSERT INTO sequences_pictures (seq_id, pic_id, rank)
    SELECT ${SEQUENCE}, id, row_number() OVER (ORDER BY ts) FROM picture`;
  await sql`VACUUM ANALYZE pictures, sequences_pictures, sequences`;
  await finalizeSequence(sql, SEQUENCE);
  return account.id;
}

/** What is right at once; the line and the summary follow by a job. */
async function shown(sql: Queryable) {
  const [row] = await sql`
    SELECT nb_pictures, min_picture_ts, max_picture_ts, bbox::text, computed_capture_date, has_private_pictures
    FROM sequences WHERE id = ${SEQUENCE}`;
  return row;
}

/** The same, from all pictures; the sequence stays as it is. */
async function computedAnew(sql: Sql) {
  const rollBack = new Error();
  let computed: Awaited<ReturnType<typeof shown>>;
  await sql.begin(async (tx) => {
    await tx`SELECT refresh_sequences(ARRAY[${SEQUENCE}::uuid])`;
    computed = await shown(tx);
    throw rollBack;
  }).catch((error) => {
    if (error !== rollBack) throw error;
  });
  return computed;
}

async function everything(sql: Sql) {
  const [row] = await sql`
    SELECT encode(ST_AsEWKB(geom), 'hex') AS line, bbox::text, nb_pictures, min_picture_ts, max_picture_ts, has_private_pictures,
      computed_type, computed_capture_date
    FROM sequences WHERE id = ${SEQUENCE}`;
  return row;
}

/** Vertices of the line where nothing is shown, but for those where it ends at the antimeridian. */
async function strayVertices(sql: Sql): Promise<number> {
  const [row] = await sql<[{ number: number }]>`
    SELECT count(*)::int AS number FROM sequences s, ST_DumpPoints(s.geom) AS vertex
    WHERE s.id = ${SEQUENCE} AND abs(ST_X(vertex.geom)) <> 180 AND NOT EXISTS (
      SELECT FROM shown_pictures(s.id, FALSE) AS picture WHERE picture.geom = vertex.geom)`;
  return row.number;
}

async function finalizeQueued(sql: Sql): Promise<void> {
  const jobs = await sql<
    { args: Record<string, unknown> | null }[]
  >`SELECT args FROM job_queue WHERE sequence_id = ${SEQUENCE}`;
  for (const { args } of jobs) {
    const job = { id: uuid(9), sequenceId: SEQUENCE, args } as Job;
    const { commit } = await finalizeJob.run(job, { sql } as Services, new AbortController().signal);
    await sql.begin(async (tx) => await commit?.(tx));
    await sql`DELETE FROM job_queue WHERE sequence_id = ${SEQUENCE}`;
  }
}

/** What may happen to pictures, by their numbers. */
const DEEDS: Record<string, (sql: Sql, ids: string[]) => Promise<unknown>> = {
  hide: (sql, ids) => sql`UPDATE pictures SET visibility = 'owner-only' WHERE id = ANY (${ids}::uuid[])`,
  "hide from strangers": (sql, ids) =>
    sql`UPDATE pictures SET visibility = 'logged-only' WHERE id = ANY (${ids}::uuid[])`,
  show: (sql, ids) => sql`UPDATE pictures SET visibility = 'anyone' WHERE id = ANY (${ids}::uuid[])`,
  move: (sql, ids) =>
    sql`UPDATE pictures SET geom = ST_Translate(geom, 0.00003, 0.0001) WHERE id = ANY (${ids}::uuid[])`,
  "move far": (sql, ids) =>
    sql`UPDATE pictures SET geom = ST_Translate(geom, -0.5, -1) WHERE id = ANY (${ids}::uuid[])`,
  "take later": (sql, ids) => sql`UPDATE pictures SET ts = ts + interval '9 s' WHERE id = ANY (${ids}::uuid[])`,
  "take days earlier": (sql, ids) =>
    sql`UPDATE pictures SET ts = ts - interval '2 days' WHERE id = ANY (${ids}::uuid[])`,
  "hide as old instances did": (sql, ids) => sql`UPDATE pictures SET status = 'hidden' WHERE id = ANY (${ids}::uuid[])`,
  "delete later": (sql, ids) => sql`UPDATE pictures SET status = 'waiting-for-delete' WHERE id = ANY (${ids}::uuid[])`,
  unlink: (sql, ids) => sql`DELETE FROM sequences_pictures WHERE pic_id = ANY (${ids}::uuid[])`,
  delete: async (sql, ids) => {
    for (const id of ids) await sql.begin((tx) => deletePictures(tx, [id]));
  },
  "delete by SQL": (sql, ids) => sql`DELETE FROM pictures WHERE id = ANY (${ids}::uuid[])`,
  "for members": (sql) => sql`UPDATE sequences SET visibility = 'logged-only'`,
  "for oneself": (sql) => sql`UPDATE sequences SET visibility = 'owner-only'`,
  "for anyone": (sql) => sql`UPDATE sequences SET visibility = 'anyone'`,
  reorder: (sql) => sql`UPDATE sequences_pictures SET rank = 1000 - rank`,
  "look again": (sql) => finalizeQueued(sql),
};
/** After which fewer see a sequence: pictures that count from then on may come later. */
const NARROWING = new Set(["for members", "for oneself"]);

const stories = fc.record({
  longitude: fc.constantFrom(2, 2, 179.998),
  deeds: fc.array(
    fc.record({
      deed: fc.constantFrom(...Object.keys(DEEDS)),
      numbers: fc.uniqueArray(fc.oneof(fc.constantFrom(1, PICTURES), fc.integer({ min: 1, max: PICTURES })), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});

databaseTest(
  "what a long sequence says of its pictures is right at once, and complete once it is finalized",
  async (sql) => {
    await withShortSequences(sql, 6, () =>
      fc.assert(
        fc.asyncProperty(stories, async ({ longitude, deeds }) => {
          await seedRoad(sql, { pictures: PICTURES, longitude });
          let isPartial = false;
          for (const { deed, numbers } of deeds) {
            const rows = await sql<
              { id: string }[]
            >`SELECT md5(n::text)::uuid AS id FROM unnest(${numbers}::int[]) AS n`;
            await DEEDS[deed]!(sql, rows.map(({ id }) => id));
            assert.equal(await strayVertices(sql), 0, deed);
            isPartial = NARROWING.has(deed) || (isPartial && deed !== "look again");
            if (isPartial) continue;
            const found = await shown(sql), computed = await computedAnew(sql);
            // That there are private pictures may be said a little longer, which costs owners time and reveals nothing.
            assert.equal(found?.has_private_pictures || !computed?.has_private_pictures, true, deed);
            assert.deepEqual(
              { ...found, has_private_pictures: null },
              { ...computed, has_private_pictures: null },
              deed,
            );
          }
          await finalizeQueued(sql);
          const finalized = await everything(sql);
          await sql`SELECT refresh_sequences(ARRAY[${SEQUENCE}::uuid])`;
          assert.deepEqual(finalized, await everything(sql));
        }),
        { numRuns: Number(Deno.env.get("TEST_STORIES") ?? 25) },
      ));
  },
);

/** Rows of pictures and their links that a transaction reads. */
async function rowsRead(tx: Queryable): Promise<number> {
  const [row] = await tx<[{ number: number }]>`
    SELECT sum(seq_tup_read + idx_tup_fetch)::int AS number FROM pg_stat_xact_user_tables
    WHERE relname IN ('pictures', 'sequences_pictures')`;
  return row.number;
}

databaseTest("a change of one picture of a long sequence looks at few others", async (sql) => {
  const all = 4000;
  await seedRoad(sql, { pictures: all });
  await sql`DELETE FROM job_queue`;
  const id = async (n: number) => (await sql<[{ id: string }]>`SELECT md5(${n}::text)::uuid AS id`)[0].id;
  const changes: [string, number, (tx: Transaction, id: string) => Promise<unknown>][] = [
    ["hide", 2000, (tx, id) => tx`UPDATE pictures SET visibility = 'owner-only' WHERE id = ${id}`],
    ["hide the first", 1, (tx, id) => tx`UPDATE pictures SET visibility = 'owner-only' WHERE id = ${id}`],
    ["hide the last", all, (tx, id) => tx`UPDATE pictures SET visibility = 'owner-only' WHERE id = ${id}`],
    ["move", 1000, (tx, id) => tx`UPDATE pictures SET geom = ST_Translate(geom, 0.00003, 0) WHERE id = ${id}`],
    ["another time", 1000, (tx, id) => tx`UPDATE pictures SET ts = ts + interval '1 s' WHERE id = ${id}`],
    ["show", 2000, (tx, id) => tx`UPDATE pictures SET visibility = 'anyone' WHERE id = ${id}`],
    ["edit", 1000, (tx, id) => tx`UPDATE pictures SET heading = 7, last_account_to_edit = account_id WHERE id = ${id}`],
    ["delete", 3000, (tx, id) => deletePictures(tx, [id])],
  ];
  for (const [name, number, change] of changes) {
    const picture = await id(number);
    const read = await sql.begin(async (tx) => {
      const before = await rowsRead(tx);
      await change(tx, picture);
      return await rowsRead(tx) - before;
    });
    // To see that the sequence is long, 500 links are read.
    assert.equal(read > 0 && read < all / 4, true, `${name}: ${read} rows`);
  }
  const jobs = await sql`SELECT task, args FROM job_queue WHERE sequence_id IS NOT NULL`;
  assert.deepEqual([...jobs], [{ task: "finalize", args: { keeps_headings: true } }]);
});
