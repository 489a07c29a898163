/** What sequences and the map say of pictures, and what they ought to say. */
import assert from "node:assert/strict";
import type { Queryable, Sql } from "../../../src/core/db/sql.ts";
import type { Services } from "../../../src/core/services.ts";
import type { Job } from "../../../src/features/jobs/mod.ts";
import { finalizeJob } from "../../../src/features/sequences/mod.ts";

/** What sequences say of their pictures, all of it. */
export async function everything(sql: Queryable) {
  return [
    ...await sql<Said[]>`
    SELECT id, status, coalesce(visibility, 'anyone') AS visibility, encode(ST_AsEWKB(geom), 'hex') AS line, bbox::text, nb_pictures,
      min_picture_ts::text, max_picture_ts::text, has_private_pictures, computed_type, computed_model, computed_h_pixel_density,
      computed_capture_date::text, computed_gps_accuracy
    FROM sequences ORDER BY id`,
  ];
}

export interface Said {
  id: string;
  status: string;
  visibility: string;
  line: string | null;
  has_private_pictures: boolean;
  [said: string]: unknown;
}

/** The same from scratch; everything stays as it is. */
export async function computedAnew(sql: Sql): Promise<Said[]> {
  const rollBack = new Error();
  let computed: Said[] = [];
  await sql.begin(async (tx) => {
    await tx`SELECT refresh_sequences(ARRAY(SELECT id FROM sequences))`;
    computed = await everything(tx);
    throw rollBack;
  }).catch((error) => {
    if (error !== rollBack) throw error;
  });
  return computed;
}

/** Vertices where nothing is shown, but for those where a line ends at the antimeridian. */
export async function strayVertices(sql: Sql): Promise<number> {
  const [row] = await sql<[{ number: number }]>`
    SELECT count(*)::int AS number FROM sequences s, ST_DumpPoints(s.geom) AS vertex
    WHERE s.status <> 'deleted' AND abs(ST_X(vertex.geom)) <> 180 AND NOT EXISTS (
      SELECT FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
      WHERE sp.seq_id = s.id AND is_shared_with_sequence(p, s.visibility) AND p.geom = vertex.geom)`;
  return row.number;
}

export async function queuedJobs(sql: Sql): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`SELECT sequence_id AS id FROM job_queue WHERE task = 'finalize'`;
  return new Set(rows.map(({ id }) => id));
}

export async function finalizeQueued(sql: Sql): Promise<void> {
  const jobs = await sql<{ id: string; sequence: string; args: Record<string, unknown> | null }[]>`
    SELECT id, sequence_id AS sequence, args FROM job_queue WHERE task = 'finalize'`;
  for (const { id, sequence, args } of jobs) {
    const job = { id, sequenceId: sequence, args } as Job;
    const { commit } = await finalizeJob.run(job, { sql } as Services, new AbortController().signal);
    await sql.begin(async (tx) => await commit?.(tx));
    await sql`DELETE FROM job_queue WHERE id = ${id}`;
  }
}

/** Cells of the map that are wrong though nothing says so. */
export async function wrongCells(sql: Sql): Promise<unknown[]> {
  const grid = async (sql: Queryable) =>
    await sql`
      SELECT ST_AsText(geom) AS cell, nb_pictures, nb_non_public_pictures, nb_member_pictures FROM pictures_aggregate_grid
      WHERE nb_pictures + nb_non_public_pictures > 0 ORDER BY 1`;
  const rollBack = new Error();
  let wrong: unknown[] = [];
  await sql.begin(async (tx) => {
    await tx`SELECT compute_pictures_aggregate_grid_expired()`;
    const found = await grid(tx);
    await tx`SELECT compute_pictures_aggregate_grid()`;
    const computed = await grid(tx);
    wrong = JSON.stringify(found) === JSON.stringify(computed) ? [] : [[...found], [...computed]];
    throw rollBack;
  }).catch((error) => {
    if (error !== rollBack) throw error;
  });
  return wrong;
}

/** What may be missing for a while: what nobody is told reveals nothing. */
const LATER = [
  "line",
  "has_private_pictures",
  "computed_type",
  "computed_model",
  "computed_h_pixel_density",
  "computed_capture_date",
  "computed_gps_accuracy",
];

export function assertReveals(found: Said, computed: Said, what: string, { isStale }: { isStale: boolean }): void {
  const now = { ...found }, anew = { ...computed };
  if (isStale) now.computed_gps_accuracy = now.computed_capture_date = null;
  for (const name of LATER) {
    if (name !== "line" && name !== "has_private_pictures" && now[name] !== null) {
      assert.equal(now[name], anew[name], `${what}: ${name}`);
    }
    delete now[name], delete anew[name];
  }
  assert.equal(found.has_private_pictures || !computed.has_private_pictures, true, `${what}: private`);
  assert.deepEqual(now, anew, what);
}
