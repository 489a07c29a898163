import assert from "node:assert/strict";
import type { Sql } from "../../../../src/core/db/sql.ts";
import { databaseTest } from "../../../support/databases.ts";
import { insertAccount, insertPicture, insertSequence, insertUploadSet } from "./objects.ts";

interface Visible {
  visible: boolean | null;
}

const OBJECTS = [
  {
    insert: insertPicture,
    isVisible: async (sql: Sql, id: string, caller: string | null) =>
      (await sql<
        [Visible]
      >`SELECT is_picture_visible_by_user(p, ${caller}) AS visible FROM pictures p WHERE id = ${id}`)[0]
        .visible,
    plan: (sql: Sql, caller: string | null) =>
      sql`EXPLAIN (VERBOSE) SELECT is_picture_visible_by_user(p, ${caller}) FROM pictures p
        WHERE is_picture_visible_by_user(p, ${caller})`,
  },
  {
    insert: insertSequence,
    isVisible: async (sql: Sql, id: string, caller: string | null) =>
      (await sql<
        [Visible]
      >`SELECT is_sequence_visible_by_user(s, ${caller}) AS visible FROM sequences s WHERE id = ${id}`)[
        0
      ]
        .visible,
    plan: (sql: Sql, caller: string | null) =>
      sql`EXPLAIN (VERBOSE) SELECT is_sequence_visible_by_user(s, ${caller}) FROM sequences s
        WHERE is_sequence_visible_by_user(s, ${caller})`,
  },
  {
    insert: insertUploadSet,
    isVisible: async (sql: Sql, id: string, caller: string | null) =>
      (await sql<
        [Visible]
      >`SELECT is_upload_set_visible_by_user(u, ${caller}) AS visible FROM upload_sets u WHERE id = ${id}`)[0]
        .visible,
    plan: (sql: Sql, caller: string | null) =>
      sql`EXPLAIN (VERBOSE) SELECT is_upload_set_visible_by_user(u, ${caller}) FROM upload_sets u
        WHERE is_upload_set_visible_by_user(u, ${caller})`,
  },
];

databaseTest("is_…_visible_by_user() tells who may see pictures, sequences and upload sets", async (sql) => {
  const owner = await insertAccount(sql), other = await insertAccount(sql, { name: "camille" });
  const cases: [visibility: string | null, byOwner: boolean, byOther: boolean, byAnonymous: boolean][] = [
    [null, true, true, true],
    ["anyone", true, true, true],
    ["logged-only", true, true, false],
    ["owner-only", true, false, false],
  ];
  for (const { insert, isVisible } of OBJECTS) {
    for (const [visibility, ...expected] of cases) {
      const id = await insert(sql, { account_id: owner, visibility });
      const seen = [await isVisible(sql, id, owner), await isVisible(sql, id, other), await isVisible(sql, id, null)];
      assert.deepEqual(seen, expected, `${insert.name} ${visibility}`);
    }
  }
});

databaseTest("is_…_visible_by_user() becomes part of the query that calls it", async (sql) => {
  for (const { plan } of OBJECTS) {
    for (const caller of [crypto.randomUUID(), null]) {
      const lines = (await plan(sql, caller)).map((line) => line["QUERY PLAN"]).join("\n");
      assert.match(lines, /visibility = 'anyone'/);
      assert.doesNotMatch(lines, /visible_by_user/);
    }
  }
});
