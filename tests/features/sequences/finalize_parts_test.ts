/** What a sequence says of its pictures is the same whether it is computed from all of them or part by part. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Sql } from "../../../src/core/db/sql.ts";
import {
  findVersion,
  listVertices,
  type PartSummaryRow,
  summarizePart,
  writeSummary,
} from "../../../src/features/sequences/finalize_queries.ts";
import { LineBuilder } from "../../../src/features/sequences/line.ts";
import { finalizeSequence, listParts } from "../../../src/features/sequences/queries.ts";
import { databaseTest } from "../../support/databases.ts";
import { seedSequence, uuid } from "../stac/seeds.ts";

const SEQUENCE = uuid(1);

const journeys = fc.array(
  fc.record({
    // Metres and jumps, some of them over the antimeridian or of 75 m and more.
    longitude: fc.constantFrom(179.9999, 180, -180, -179.9999, -179.9995, 2, 2.0001, 2.001),
    latitude: fc.constantFrom(48, 48.0001, 48.0005, 48.01),
    status: fc.constantFrom("ready", "hidden", "waiting-for-process"),
    visibility: fc.constantFrom("anyone", "owner-only", null),
    make: fc.constantFrom("GoPro", null),
    type: fc.constantFrom("flat", "equirectangular", null),
    accuracy: fc.constantFrom(1.5, 4, 16, null),
  }),
  { minLength: 1, maxLength: 14 },
);

databaseTest("summary, extent and line of a sequence in parts are those of the whole", async (sql) => {
  const [account] = await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`;
  await seedSequence(sql, { id: SEQUENCE, account: account!.id, status: "waiting-for-process" });
  await fc.assert(
    fc.asyncProperty(journeys, fc.integer({ min: 1, max: 5 }), async (journey, size) => {
      await sql`DELETE FROM pictures`;
      await sql`
        WITH picture AS (
          INSERT INTO pictures (account_id, geom, ts, metadata, status, visibility, gps_accuracy_m)
          SELECT ${account!.id}, ST_SetSRID(ST_MakePoint(longitude, latitude), 4326),
            timestamptz '2024-05-01T10:00:00.25Z' + make_interval(secs => n),
            jsonb_strip_nulls(jsonb_build_object('type', type, 'make', make, 'field_of_view', 90, 'width', 900 * n)),
            status::picture_status, visibility::visibility_status, accuracy
          FROM ROWS FROM (jsonb_to_recordset(${sql.json(journey)}) AS (longitude float8, latitude float8, status text,
            visibility text, make text, type text, accuracy float8)) WITH ORDINALITY AS
            p(longitude, latitude, status, visibility, make, type, accuracy, n)
          RETURNING id, ts
        )
        INSERT INTO sequences_pictures (seq_id, pic_id, rank)
        SELECT ${SEQUENCE}, id, row_number() OVER (ORDER BY ts) * 3 FROM picture`;
      await finalizeSequence(sql, SEQUENCE);
      const whole = await state(sql);
      await sql`UPDATE sequences SET geom = NULL, bbox = NULL, nb_pictures = 0, computed_type = 'x', status = 'waiting-for-process'`;
      const line = new LineBuilder(), parts: PartSummaryRow[] = [];
      for (const part of await listParts(sql, SEQUENCE, size)) {
        line.add(await listVertices(sql, SEQUENCE, part, line.lastRank));
        parts.push(...await summarizePart(sql, SEQUENCE, part));
      }
      await sql.begin((tx) => writeSummary(tx, SEQUENCE, { parts, line: line.toEwkb() }));
      assert.deepEqual(await state(sql), whole);
    }),
    { numRuns: 20 },
  );
});

async function state(sql: Sql) {
  const [row] = await sql`
    SELECT status, encode(ST_AsEWKB(geom), 'hex') AS line, bbox::text, nb_pictures, min_picture_ts, max_picture_ts,
      has_private_pictures, computed_type, computed_model, computed_h_pixel_density, computed_capture_date,
      computed_gps_accuracy
    FROM sequences WHERE id = ${SEQUENCE}`;
  return row;
}

databaseTest("whatever changes what a sequence says of its pictures changes its version", async (sql) => {
  const [account] = await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`;
  await seedSequence(sql, { id: SEQUENCE, account: account!.id, status: "ready" });
  const [picture] = await sql<{ id: string }[]>`
    INSERT INTO pictures (account_id, geom, ts, metadata) VALUES (${
    account!.id
  }, ST_SetSRID(ST_MakePoint(2, 48), 4326), now(), '{}')
    RETURNING id`;
  let version = (await findVersion(sql, SEQUENCE))!.updated_at;
  const changes: [string, () => Promise<unknown>][] = [
    [
      "a picture comes",
      () => sql`INSERT INTO sequences_pictures (seq_id, pic_id, rank) VALUES (${SEQUENCE}, ${picture!.id}, 1)`,
    ],
    ["its rank", () => sql`UPDATE sequences_pictures SET rank = 2`],
    ["its place", () => sql`UPDATE pictures SET geom = ST_SetSRID(ST_MakePoint(2.1, 48), 4326)`],
    ["its time", () => sql`UPDATE pictures SET ts = ts + interval '1 s'`],
    ["its visibility", () => sql`UPDATE pictures SET visibility = 'owner-only'`],
    ["hidden", () => sql`UPDATE pictures SET status = 'hidden'`],
    ["it goes", () => sql`DELETE FROM pictures`],
  ];
  for (const [name, change] of changes) {
    await change();
    const now = (await findVersion(sql, SEQUENCE))!.updated_at;
    assert.notEqual(now, version, name);
    version = now;
  }
});
