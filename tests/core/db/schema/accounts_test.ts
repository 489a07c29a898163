import assert from "node:assert/strict";
import { databaseTest } from "../../../support/databases.ts";
import { defaultAccount, insertAccount } from "./objects.ts";

databaseTest("a new database holds the default account, its token and the parameters", async (sql) => {
  assert.deepEqual(
    [
      ...await sql`
      SELECT name, is_default, role, tos_accepted, description
      FROM accounts JOIN tokens ON account_id = accounts.id`,
    ],
    [{
      name: "Default account",
      is_default: true,
      role: "admin",
      tos_accepted: false,
      description: "default token",
    }],
  );
  assert.deepEqual(
    [
      ...await sql`
      SELECT collaborative_metadata, default_visibility, default_split_distance, default_split_time::text,
        default_duplicate_distance, default_duplicate_rotation FROM configurations`,
    ],
    [{
      collaborative_metadata: null,
      default_visibility: null,
      default_split_distance: 100,
      default_split_time: "00:05:00",
      default_duplicate_distance: 1,
      default_duplicate_rotation: 60,
    }],
  );
  assert.deepEqual([...await sql`SELECT * FROM refresh_database`], [{ refreshed_at: null }]);
});

databaseTest("every new account gets one default token", async (sql) => {
  await sql`INSERT INTO accounts (name) VALUES ('bob'), ('camille'), ('bob')`;
  assert.deepEqual(
    [
      ...await sql`
      SELECT name, count(*)::int AS number, min(description) AS description
      FROM accounts JOIN tokens ON account_id = accounts.id WHERE NOT is_default GROUP BY accounts.id ORDER BY name`,
    ],
    ["bob", "bob", "camille"].map((name) => ({ name, number: 1, description: "default token" })),
  );
  await sql`DELETE FROM accounts WHERE name = 'camille'`;
  assert.equal((await sql`SELECT FROM tokens`).length, 3, "tokens go with their account");
});

databaseTest("accounts have one default at most, and one row for each login of a provider", async (sql) => {
  await insertAccount(sql, { oauth_provider: "osm", oauth_id: "12" });
  await insertAccount(sql, { oauth_provider: "keycloak", oauth_id: "12" });
  await assert.rejects(insertAccount(sql, { oauth_provider: "osm", oauth_id: "12" }), { code: "23505" });
  await assert.rejects(insertAccount(sql, { is_default: true }), { code: "23505" });
});

databaseTest("tos_accepted follows tos_accepted_at", async (sql) => {
  const id = await defaultAccount(sql);
  const [row] = await sql<
    [Record<string, unknown>]
  >`UPDATE accounts SET tos_accepted_at = now() WHERE id = ${id} RETURNING tos_accepted`;
  assert.equal(row.tos_accepted, true);
});

databaseTest("configurations never has a second row", async (sql) => {
  await assert.rejects(async () => await sql`INSERT INTO configurations DEFAULT VALUES`, { code: "23505" });
  await assert.rejects(async () => await sql`INSERT INTO configurations (onerow_id) VALUES (false)`, { code: "23514" });
});
