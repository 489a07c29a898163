/** `DB_STATEMENT_TIMEOUT`: no request holds the database for longer, while jobs may. */
import assert from "node:assert/strict";
import { isStatementTimeout } from "../../../src/core/db/errors.ts";
import { openDatabase } from "../../../src/core/db/open.ts";
import { readSettings } from "../../../src/core/settings/mod.ts";
import { databaseTest } from "../../support/databases.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";

const LIMIT = 500;

/** Computes for longer than the limit, however fast the machine, but ends. */
const longerThanLimit = `
  DO $$ DECLARE start timestamptz := clock_timestamp();
  BEGIN WHILE clock_timestamp() < start + interval '${3 * LIMIT} milliseconds' LOOP END LOOP; END $$`;

databaseTest(
  "a statement of a request ends after DB_STATEMENT_TIMEOUT, one of a job goes on",
  async (_, { target }) => {
    await using folder = await temporaryFolder();
    const settings = readSettings({
      PANORAMAX_DATA: folder.path,
      DB_STATEMENT_TIMEOUT: String(LIMIT),
      ...("url" in target ? { DB_URL: target.url } : {}),
    });
    const database = await openDatabase(settings, "server");
    try {
      const failure = await database.sql.unsafe(longerThanLimit).then(() => undefined, (error) => error);
      assert.ok(isStatementTimeout(failure), String(failure));
      await database.backgroundSql.unsafe(longerThanLimit);
      assert.equal((await database.sql`SELECT 1`).length, 1);
    } finally {
      await database.close();
    }
  },
);
