import assert from "node:assert/strict";
import { keepDefaults } from "../../../src/features/accounts/defaults.ts";
import { readSettings } from "../../../src/core/settings/mod.ts";
import { databaseTest } from "../../support/databases.ts";

databaseTest("keepDefaults() fills what the database does not say, and changes nothing it says", async (sql) => {
  const keep = async (variables: Record<string, string>) => {
    await keepDefaults(sql, readSettings(variables));
    const [row] = await sql`SELECT default_visibility, collaborative_metadata FROM configurations`;
    return [row!.default_visibility, row!.collaborative_metadata];
  };
  assert.deepEqual(await keep({}), ["anyone", null]);
  assert.deepEqual(await keep({ API_DEFAULT_COLLABORATIVE_METADATA_EDITING: "false" }), ["anyone", false]);
  assert.deepEqual(
    await keep({
      API_DEFAULT_COLLABORATIVE_METADATA_EDITING: "true",
      API_DEFAULT_PICTURE_VISIBILITY: "owner-only",
    }),
    ["anyone", false],
  );
});
