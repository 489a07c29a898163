import assert from "node:assert/strict";
import type { Services } from "../../../src/core/services.ts";
import type { Sql, Transaction } from "../../../src/core/db/sql.ts";
import type { Job } from "../../../src/features/jobs/mod.ts";
import { finalizeJob, updateHeadings } from "../../../src/features/sequences/mod.ts";
import { databaseTest } from "../../support/databases.ts";
import { seedSequence, uuid } from "../stac/seeds.ts";

/** More than two of the parts in which a long sequence is worked on. */
const PICTURES = 1101;
const SEQUENCE = uuid(1);

async function seedLongSequence(sql: Sql): Promise<void> {
  const [account] = await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`;
  await seedSequence(sql, { id: SEQUENCE, account: account!.id, status: "waiting-for-process" });
  // A winding road; there is a gap after each rank, as where pictures were deleted.
  await sql`
    WITH picture AS (
      INSERT INTO pictures (account_id, geom, ts, metadata)
      SELECT ${account!.id}, ST_SetSRID(ST_MakePoint(2 + n * 0.0001, 48 + 0.01 * sin(n / 7.0)), 4326),
        timestamptz '2024-05-01T10:00:00Z' + make_interval(secs => n), '{"type": "flat"}'
      FROM generate_series(1, ${PICTURES}::int) AS n
      RETURNING id, ts
    )
    INSERT INTO sequences_pictures (seq_id, pic_id, rank)
    SELECT ${SEQUENCE}, id, row_number() OVER (ORDER BY ts) * 3 FROM picture`;
}

async function headings(sql: Sql): Promise<(number | null)[]> {
  const rows = await sql<{ heading: number | null }[]>`
    SELECT heading FROM sequences_pictures JOIN pictures ON id = pic_id WHERE seq_id = ${SEQUENCE} ORDER BY rank`;
  return rows.map(({ heading }) => heading);
}

databaseTest("the headings of a long sequence, computed part by part, are those computed at once", async (sql) => {
  await seedLongSequence(sql);
  await updateHeadings(sql, SEQUENCE);
  const atOnce = await headings(sql);
  assert.equal(new Set(atOnce).size > 20, true);
  await sql`UPDATE pictures SET heading = NULL, heading_computed = TRUE, read_heading = NULL`;

  // What it is given of a job and of the services is what it uses.
  const run = () => finalizeJob.run({ sequenceId: SEQUENCE } as Job, { sql } as Services, new AbortController().signal);
  await run();
  assert.deepEqual(await headings(sql), atOnce, "also when the process dies before the job ends");
  const [before] = await sql`SELECT status FROM sequences`;
  assert.equal(before?.status, "waiting-for-process");

  const { commit } = await run();
  await sql.begin(async (tx) => await commit?.(tx));
  assert.deepEqual(await headings(sql), atOnce);
  const [after] = await sql`SELECT status, geom IS NOT NULL AS has_line FROM sequences`;
  assert.deepEqual(after, { status: "ready", has_line: true });
});

databaseTest("a long sequence that is edited all the time is finalized nevertheless", async (sql) => {
  await seedLongSequence(sql);
  let edits = 0;
  // As while pictures get tags, one after the other.
  const edited = new Proxy(sql, {
    get: (target, name) =>
      name === "begin"
        ? async (work: (tx: Transaction) => Promise<void>) => {
          edits++;
          await target`UPDATE sequences SET metadata = coalesce(metadata, '{}') || jsonb_build_object('edits', ${edits}::int)`;
          return await target.begin(work);
        }
        : Reflect.get(target, name),
  });
  const { commit } = await finalizeJob.run(
    { id: uuid(9), sequenceId: SEQUENCE } as Job,
    { sql: edited } as Services,
    new AbortController().signal,
  );
  assert.equal(edits > PICTURES / 100, true);
  await edited.begin(async (tx) => await commit?.(tx));
  const [row] = await sql`SELECT status, nb_pictures, geom = compute_sequence_geom(id) AS has_line FROM sequences`;
  assert.deepEqual(row, { status: "ready", nb_pictures: PICTURES, has_line: true });
});

databaseTest(
  "a ready long sequence that is edited all the time gets a rest first, then is finalized in one go",
  async (sql) => {
    await seedLongSequence(sql);
    await sql`UPDATE sequences SET status = 'ready'`;
    const edited = new Proxy(sql, {
      get: (target, name) =>
        name === "begin"
          ? async (work: (tx: Transaction) => Promise<void>) => {
            await target`UPDATE sequences SET metadata = coalesce(metadata, '{}')`;
            return await target.begin(work);
          }
          : Reflect.get(target, name),
    });
    const run = async () => {
      const { commit } = await finalizeJob.run(
        { id: uuid(9), sequenceId: SEQUENCE } as Job,
        { sql: edited } as Services,
        new AbortController().signal,
      );
      await edited.begin(async (tx) => await commit?.(tx));
      const [row] = await sql`SELECT geom IS NOT NULL AS has_line FROM sequences`;
      const [job] = await sql`SELECT to_do_after_ts > now() AS is_put_off FROM job_queue WHERE id = ${uuid(9)}`;
      return { ...row, ...job };
    };
    await sql`DELETE FROM job_queue`;
    await sql`INSERT INTO job_queue (id, sequence_id, task) VALUES (${uuid(9)}, ${SEQUENCE}, 'finalize')`;
    assert.deepEqual(await run(), { has_line: false, is_put_off: true });
    await sql`UPDATE job_queue SET ts = now() - interval '1 hour', to_do_after_ts = NULL`;
    assert.deepEqual(await run(), { has_line: true, is_put_off: null });
  },
);

databaseTest("a sequence that an old instance hid stays hidden, whether it is short or long", async (sql) => {
  for (const kept of [PICTURES, 10]) {
    await sql`DELETE FROM pictures`;
    await sql`DELETE FROM sequences`;
    await seedLongSequence(sql);
    await sql`DELETE FROM pictures WHERE id IN (SELECT pic_id FROM sequences_pictures WHERE rank > ${3 * kept}::int)`;
    await sql`UPDATE sequences SET status = 'hidden'`;
    const { commit } = await finalizeJob.run(
      { sequenceId: SEQUENCE } as Job,
      { sql } as Services,
      new AbortController().signal,
    );
    await sql.begin(async (tx) => await commit?.(tx));
    const [row] = await sql`SELECT status, nb_pictures FROM sequences`;
    assert.deepEqual(row, { status: "hidden", nb_pictures: kept });
  }
});
