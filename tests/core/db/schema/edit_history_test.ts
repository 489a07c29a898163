import assert from "node:assert/strict";
import type { Sql } from "../../../../src/core/db/sql.ts";
import { databaseTest } from "../../../support/databases.ts";
import { defaultAccount, insertAccount, insertPicture, insertSequence, insertSequenceAlong, point } from "./objects.ts";

databaseTest("every edit of a picture leaves what it replaced, and whose edit it was", async (sql) => {
  const editor = await insertAccount(sql);
  const picture = await insertPicture(sql, {
    ts: "2021-07-29T09:16:54Z",
    heading: 12,
    geom: point(1.9, 49),
    metadata: { pitch: null, width: 5760 },
  });
  const edits: [edit: Record<string, unknown>, previous: unknown][] = [
    [{ heading: 13 }, { heading: 12 }],
    [{ heading: 13 }, null],
    [{ heading: 349, heading_computed: true }, { heading: 13, heading_computed: false }],
    [{ visibility: "owner-only" }, { visibility: "anyone" }],
    [{ ts: "2022-07-29T09:16:54.5Z" }, { ts: "2021-07-29T09:16:54+00:00" }],
    [{ geom: point(2, 48) }, { geom: { type: "Point", coordinates: [1.9, 49] } }],
    [{ metadata: { pitch: 42, yaw: -45.2, width: 5760 } }, { pitch: null }],
    [{ metadata: { pitch: 42, yaw: 3, width: 5760 } }, { yaw: -45.2 }],
    [{ status: "ready", exif: { "Exif.Image.Make": "GoPro" } }, null],
  ];
  for (const [edit, previous] of edits) {
    const changes = { ...edit, last_account_to_edit: editor } as Record<string, unknown>;
    await sql`UPDATE pictures SET ${sql(changes)} WHERE id = ${picture}`;
    const [change] = await sql<
      [{ account_id: string; sequences_changes_id: string | null; previous: Parameters<typeof withoutProjection>[0] }]
    >`
      SELECT account_id, sequences_changes_id, previous_value_changed AS previous
      FROM pictures_changes WHERE picture_id = ${picture}`;
    assert.deepEqual(withoutProjection(change.previous), previous, JSON.stringify(edit));
    assert.equal(change.account_id, editor);
    assert.equal(change.sequences_changes_id, null);
    await sql`DELETE FROM pictures_changes`;
  }
  await sql`UPDATE pictures SET heading = 1, status = 'broken'`;
  assert.equal((await sql`SELECT FROM pictures_changes`).length, 0, "what no account asks for is not an edit");
});

/** Newer versions of PostGIS leave the reference system out of GeoJSON, as RFC 7946 wants. */
function withoutProjection(previous: { geom?: { crs?: unknown } } | null) {
  if (previous?.geom) delete previous.geom.crs;
  return previous;
}

databaseTest("every edit of a sequence leaves what it replaced", async (sql) => {
  const editor = await defaultAccount(sql);
  const sequence = await insertSequence(sql, { metadata: { title: "seq1" } });
  const edits: [edit: Record<string, unknown>, previous: unknown][] = [
    [{ metadata: { title: "seq2" } }, { title: "seq1" }],
    [{ visibility: "owner-only" }, { visibility: "anyone" }],
    [{ current_sort: "+gpsdate" }, { current_sort: null }],
    [{ metadata: { title: "seq2", relative_heading: 90 } }, null],
    [{ metadata: { title: "seq2", relative_heading: -90 } }, { relative_heading: 90 }],
    [{ status: "ready" }, null],
  ];
  for (const [edit, previous] of edits) {
    const changes = { ...edit, last_account_to_edit: editor } as Record<string, unknown>;
    await sql`UPDATE sequences SET ${sql(changes)} WHERE id = ${sequence}`;
    assert.deepEqual(
      [...await sql`DELETE FROM sequences_changes RETURNING sequence_id, account_id, previous_value_changed`],
      [{ sequence_id: sequence, account_id: editor, previous_value_changed: previous }],
      JSON.stringify(edit),
    );
  }
});

databaseTest("edits of pictures refer to the edit of their sequence that caused them", async (sql) => {
  const editor = await defaultAccount(sql);
  const { sequence, pictures } = await insertSequenceAlong(sql, [[2, 48], [2.0001, 48]]);
  const stranger = await insertPicture(sql);
  await sql.begin(async (tx) => {
    await tx`UPDATE sequences SET metadata = '{"relative_heading": 10}', last_account_to_edit = ${editor}`;
    await tx`UPDATE pictures SET heading = 10, heading_computed = true, last_account_to_edit = ${editor}`;
  });
  const [change] = await sql<
    [Record<string, unknown>]
  >`SELECT id FROM sequences_changes WHERE sequence_id = ${sequence}`;
  assert.deepEqual(
    await referredChanges(sql),
    new Map([[pictures[0], change.id], [pictures[1], change.id], [stranger, null]]),
  );
  await sql`DELETE FROM pictures_changes`;
  await sql`UPDATE pictures SET heading = 11, last_account_to_edit = ${editor} WHERE id = ${pictures[0]}`;
  assert.deepEqual(await referredChanges(sql), new Map([[pictures[0], null]]), "another transaction is another edit");
});

async function referredChanges(sql: Sql): Promise<Map<string, string | null>> {
  const changes = await sql<{ picture_id: string; sequences_changes_id: string | null }[]>`
    SELECT picture_id, sequences_changes_id FROM pictures_changes`;
  return new Map(changes.map((change) => [change.picture_id, change.sequences_changes_id]));
}

databaseTest(
  "updated_at moves strictly on with edits and tags, of pictures and then of their sequences",
  async (sql) => {
    const editor = await defaultAccount(sql);
    const { sequence, pictures: [picture] } = await insertSequenceAlong(sql, [[2, 48], [2.0001, 48]]);
    const annotation = crypto.randomUUID();
    const steps: [name: string, moves: { picture: boolean; sequence: boolean }, step: () => Promise<unknown>][] = [
      [
        "processing",
        { picture: false, sequence: false },
        async () => await sql`UPDATE pictures SET status = 'ready', preparing_status = 'prepared', blurring_id = 'b'`,
      ],
      [
        "edit of the picture",
        { picture: true, sequence: true },
        async () => await sql`UPDATE pictures SET heading = 3, last_account_to_edit = ${editor} WHERE id = ${picture}`,
      ],
      [
        "tag of the picture",
        { picture: true, sequence: true },
        async () => await sql`INSERT INTO pictures_semantics_history (picture_id, updates) VALUES (${picture}, '[]')`,
      ],
      [
        "annotation without tags",
        { picture: false, sequence: false },
        async () => await sql`INSERT INTO annotations (id, picture_id, shape) VALUES (${annotation}, ${picture}, '{}')`,
      ],
      [
        "tag of the sequence",
        { picture: false, sequence: true },
        async () =>
          await sql`INSERT INTO sequences_semantics_history (sequence_id, updates) VALUES (${sequence}, '[]')`,
      ],
      [
        "end of the sequence",
        { picture: false, sequence: true },
        async () => await sql`UPDATE sequences SET status = 'ready'`,
      ],
      [
        "edit of the sequence",
        { picture: false, sequence: true },
        async () => await sql`UPDATE sequences SET visibility = 'owner-only', last_account_to_edit = ${editor}`,
      ],
    ];
    for (const [name, moves, step] of steps) {
      const before = await timesOf(sql, sequence, picture);
      await step();
      const after = await timesOf(sql, sequence, picture);
      assert.equal(after.picture > before.picture, moves.picture, `${name}: picture`);
      assert.equal(after.sequence > before.sequence, moves.sequence, `${name}: sequence`);
    }
  },
);

databaseTest("updated_at moves on even when the clock does not", async (sql) => {
  const { sequence, pictures: [picture] } = await insertSequenceAlong(sql, [[2, 48]]);
  const future = "2100-01-01 00:00:00+00";
  await sql`UPDATE pictures SET updated_at = ${future}`;
  await sql`UPDATE sequences SET updated_at = ${future}`;
  await sql`UPDATE pictures SET heading = 1, last_account_to_edit = account_id`;
  await sql`UPDATE sequences SET status = 'ready'`;
  assert.deepEqual(await timesOf(sql, sequence, picture), {
    picture: "2100-01-01 00:00:00.000001+00",
    sequence: "2100-01-01 00:00:00.000002+00",
  });
});

databaseTest("a new sequence was never updated, a new picture was when it was inserted", async (sql) => {
  const sequence = await insertSequence(sql), picture = await insertPicture(sql);
  const [{ inserted_at }] = await sql<[{ inserted_at: string }]>`SELECT inserted_at FROM pictures`;
  assert.deepEqual(await timesOf(sql, sequence, picture), { picture: inserted_at, sequence: null });
});

async function timesOf(sql: Sql, sequence: string, picture: string) {
  const [times] = await sql<[{ picture: string; sequence: string }]>`
    SELECT (SELECT updated_at FROM pictures WHERE id = ${picture}) AS picture,
      (SELECT updated_at FROM sequences WHERE id = ${sequence}) AS sequence`;
  return times;
}
