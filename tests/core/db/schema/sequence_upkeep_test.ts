import assert from "node:assert/strict";
import type { Sql } from "../../../../src/core/db/sql.ts";
import { databaseTest } from "../../../support/databases.ts";
import { insertPicture, insertSequence, insertSequenceAlong, linkPictures, point } from "./objects.ts";

/** Degrees of longitude that are 10 m long at 48° north. */
const STEP = 0.000134;
const along = (...steps: number[]): [number, number][] => steps.map((step) => [2 + step * STEP, 48]);

async function sequenceRow(sql: Sql, id: string) {
  const [row] = await sql<[Record<string, unknown>]>`
    SELECT nb_pictures, min_picture_ts, max_picture_ts, computed_capture_date, ST_AsText(geom, 6) AS geom,
      ST_AsText(bbox::geometry, 6) AS bbox FROM sequences WHERE id = ${id}`;
  return row;
}

databaseTest(
  "compute_sequence_geom() draws the line through pictures, cut where they are more than 75 m apart",
  async (sql) => {
    const cases: [name: string, positions: [number, number][], expected: string | null][] = [
      ["no picture", [], null],
      ["one picture", along(0), null],
      ["two pictures", along(0, 1), "MULTILINESTRING((2 48,2.000134 48))"],
      ["two pictures 74 m apart", along(0, 7.4), "MULTILINESTRING((2 48,2.000992 48))"],
      ["two pictures 76 m apart", along(0, 7.6), null],
      ["a gap in the middle", along(0, 1, 20, 21), "MULTILINESTRING((2 48,2.000134 48),(2.00268 48,2.002814 48))"],
      ["a gap that leaves one alone", along(0, 1, 2, 20), "MULTILINESTRING((2 48,2.000134 48,2.000268 48))"],
      ["back and forth", along(1, 0, 1), "MULTILINESTRING((2.000134 48,2 48,2.000134 48))"],
      ["pictures on one spot", along(0, 0, 0), null],
      ["a stop on the way", along(0, 0, 1, 1, 2), "MULTILINESTRING((2 48,2.000134 48,2.000268 48))"],
      ["alone on one spot after a gap", along(0, 1, 20, 20), "MULTILINESTRING((2 48,2.000134 48))"],
    ];
    for (const [name, positions, expected] of cases) {
      const { sequence } = await insertSequenceAlong(sql, positions);
      const [{ geom }] = await sql<[{ geom: string }]>`SELECT ST_AsText(compute_sequence_geom(${sequence}), 6) AS geom`;
      assert.equal(geom, expected, name);
    }
  },
);

databaseTest("compute_sequence_bbox() is the extent of all pictures", async (sql) => {
  const { sequence } = await insertSequenceAlong(sql, [[2, 48], [2.5, 47], [2.25, 49]]);
  const [{ bbox }] = await sql<[{ bbox: string }]>`SELECT compute_sequence_bbox(${sequence})::text AS bbox`;
  assert.equal(bbox, "BOX(2 47,2.5 49)");
});

databaseTest("compute_sequence_summary() tells what all pictures share", async (sql) => {
  const gopro = { type: "equirectangular", make: "GoPro", model: "Max", width: 5760, field_of_view: 360 };
  const nothing = {
    computed_type: null,
    computed_model: null,
    computed_h_pixel_density: null,
    computed_gps_accuracy: null,
  };
  const same = { computed_type: "equirectangular", computed_model: "GoPro Max", computed_h_pixel_density: 16 };
  const cases: [name: string, pictures: Record<string, unknown>[], expected: Record<string, unknown>][] = [
    ["one camera", [{ metadata: gopro }, { metadata: gopro }], { ...nothing, ...same }],
    ["another model", [{ metadata: gopro }, { metadata: { ...gopro, model: "Max 2" } }], {
      ...nothing,
      ...same,
      computed_model: null,
    }],
    ["a picture without metadata", [{ metadata: gopro }, { metadata: null }], nothing],
    ["only a make", [{ metadata: { make: "GoPro", model: null } }], { ...nothing, computed_model: "GoPro" }],
    ["no camera", [{ metadata: {} }], nothing],
    ["accuracies", [1, 2, 3, 4, null].map((gps_accuracy_m) => ({ gps_accuracy_m })), {
      ...nothing,
      computed_gps_accuracy: 3.7,
    }],
  ];
  for (const [name, pictures, expected] of cases) {
    const sequence = await insertSequence(sql);
    const ids = [];
    for (const picture of pictures) ids.push(await insertPicture(sql, { ts: "2021-07-29T23:30:00-02:00", ...picture }));
    await linkPictures(sql, sequence, ids);
    const [summary] = await sql<[Record<string, unknown>]>`SELECT * FROM compute_sequence_summary(${sequence})`;
    assert.deepEqual({ ...summary }, { ...expected, computed_capture_date: "2021-07-30" }, name);
  }
});

databaseTest("a sequence counts the pictures that join it, and waits for its end to draw them", async (sql) => {
  const { sequence } = await insertSequenceAlong(sql, along(0, 1));
  const later = await insertPicture(sql, { ts: "2024-02-01T00:00:00Z" });
  await sql`INSERT INTO sequences_pictures (seq_id, rank, pic_id) VALUES (${sequence}, 7, ${later})`;
  assert.deepEqual({ ...await sequenceRow(sql, sequence) }, {
    nb_pictures: 3,
    min_picture_ts: "2024-01-01 12:00:00+00",
    max_picture_ts: "2024-02-01 00:00:00+00",
    computed_capture_date: null,
    geom: null,
    bbox: null,
  });
});

databaseTest("a sequence follows the deletion of its pictures", async (sql) => {
  const { sequence, pictures } = await insertSequenceAlong(sql, along(0, 1, 2, 3));
  await finalize(sql, sequence);
  await sql`DELETE FROM pictures WHERE id = ${pictures[0]}`;
  assert.deepEqual({ ...await sequenceRow(sql, sequence) }, {
    nb_pictures: 3,
    min_picture_ts: "2024-01-01 12:00:01+00",
    max_picture_ts: "2024-01-01 12:00:03+00",
    computed_capture_date: "2024-01-01",
    geom: "MULTILINESTRING((2.000134 48,2.000268 48,2.000402 48))",
    bbox: "LINESTRING(2.000134 48,2.000402 48)",
  });
  await sql`DELETE FROM sequences_pictures WHERE seq_id = ${sequence}`;
  assert.deepEqual({ ...await sequenceRow(sql, sequence) }, {
    nb_pictures: 0,
    min_picture_ts: null,
    max_picture_ts: null,
    computed_capture_date: null,
    geom: null,
    bbox: null,
  });
  assert.equal((await sql`SELECT FROM pictures`).length, 3, "pictures outlive their link");
});

databaseTest("a deleted sequence keeps its geometry when its pictures go", async (sql) => {
  const { sequence } = await insertSequenceAlong(sql, along(0, 1));
  await finalize(sql, sequence);
  await sql`UPDATE sequences SET status = 'deleted'`;
  await sql`DELETE FROM pictures`;
  const row = await sequenceRow(sql, sequence);
  assert.equal(row.nb_pictures, 0);
  assert.equal(row.geom, "MULTILINESTRING((2 48,2.000134 48))");
});

databaseTest("a sequence follows pictures that are moved in space and time", async (sql) => {
  const { sequence, pictures } = await insertSequenceAlong(sql, along(0, 1));
  const other = await insertSequenceAlong(sql, along(5, 6));
  await finalize(sql, sequence);
  await finalize(sql, other.sequence);
  const untouched = await sequenceRow(sql, other.sequence);
  await sql`UPDATE pictures SET geom = ${point(2.0005, 48.0001)}, ts = '2023-12-31 12:00+00' WHERE id = ${pictures[1]}`;
  assert.deepEqual({ ...await sequenceRow(sql, sequence) }, {
    nb_pictures: 2,
    min_picture_ts: "2023-12-31 12:00:00+00",
    max_picture_ts: "2024-01-01 12:00:00+00",
    computed_capture_date: "2023-12-31",
    geom: "MULTILINESTRING((2 48,2.0005 48.0001))",
    bbox: "POLYGON((2 48,2 48.0001,2.0005 48.0001,2.0005 48,2 48))",
  });
  assert.deepEqual(await sequenceRow(sql, other.sequence), untouched);
});

databaseTest("one update gives all pictures their new ranks, and the line follows", async (sql) => {
  const { sequence, pictures } = await insertSequenceAlong(sql, along(0, 1, 2));
  await sql`UPDATE sequences_pictures SET rank = 4 - rank WHERE seq_id = ${sequence}`;
  assert.deepEqual(
    (await sql`SELECT pic_id FROM sequences_pictures ORDER BY rank`).map(({ pic_id }) => pic_id),
    pictures.toReversed(),
  );
  assert.equal((await sequenceRow(sql, sequence)).geom, "MULTILINESTRING((2.000268 48,2.000134 48,2 48))");
  await assert.rejects(
    async () => await sql`UPDATE sequences_pictures SET rank = 1 WHERE seq_id = ${sequence}`,
    { code: "23505", constraint_name: "sequences_pictures_pkey" },
  );
});

databaseTest("a picture that goes leaves every sequence it was in", async (sql) => {
  const first = await insertSequenceAlong(sql, along(0, 1)), second = await insertSequenceAlong(sql, along(2));
  await sql`INSERT INTO sequences_pictures (seq_id, rank, pic_id) VALUES (${second.sequence}, 2, ${first.pictures[0]})`;
  await sql`DELETE FROM pictures WHERE id = ${first.pictures[0]}`;
  assert.equal((await sequenceRow(sql, first.sequence)).nb_pictures, 1);
  assert.equal((await sequenceRow(sql, second.sequence)).nb_pictures, 1);
});

databaseTest("the horizontal pixel density follows the metadata of a picture", async (sql) => {
  const cases: [metadata: Record<string, unknown> | null, density: number | null][] = [
    [{ width: 5760, field_of_view: 360 }, 16],
    [{ width: 4288, field_of_view: 67 }, 64],
    [{ width: 4104, field_of_view: 54 }, 76],
    [{ width: 4104, field_of_view: null }, null],
    [{ width: 4104, field_of_view: 0 }, null],
    [{ width: "wide", field_of_view: 54 }, null],
    [{}, null],
    [null, null],
  ];
  for (const [metadata, density] of cases) {
    const id = await insertPicture(sql, { metadata });
    const [row] = await sql<[Record<string, unknown>]>`SELECT h_pixel_density FROM pictures WHERE id = ${id}`;
    assert.equal(row.h_pixel_density, density, JSON.stringify(metadata));
  }
});

async function finalize(sql: Sql, sequence: string): Promise<void> {
  await sql`
    UPDATE sequences SET status = 'ready', geom = compute_sequence_geom(id), bbox = compute_sequence_bbox(id),
      computed_capture_date = (SELECT computed_capture_date FROM compute_sequence_summary(id))
    WHERE id = ${sequence}`;
}

databaseTest("Pictures added to a finalized sequence are inside of its extent at once", async (sql) => {
  const { sequence } = await insertSequenceAlong(sql, [[2, 48], [2.5, 47]]);
  const add = async (position: [number, number], rank: number) => {
    const picture = await insertPicture(sql, { geom: point(...position) });
    await sql`INSERT INTO sequences_pictures (seq_id, rank, pic_id) VALUES (${sequence}, ${rank}, ${picture})`;
  };
  await add([2.25, 49], 3);
  assert.equal((await sequenceRow(sql, sequence)).bbox, null, "not finalized yet");
  await sql`UPDATE sequences SET bbox = compute_sequence_bbox(id) WHERE id = ${sequence}`;
  await add([1, 48], 4);
  await add([2, 48], 5);
  const [{ bbox, expected }] = await sql<[{ bbox: string; expected: string }]>`
    SELECT bbox::text, compute_sequence_bbox(id)::text AS expected FROM sequences WHERE id = ${sequence}`;
  assert.equal(bbox, expected);
  assert.equal(bbox, "BOX(1 47,2.5 49)");
});
