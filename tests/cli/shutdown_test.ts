/** What SIGTERM does to a server that is busy. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { openPool } from "../../src/core/db/sql.ts";
import { serveProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

/** Milliseconds: the 2 s that a statement may go on, and twice as much for a busy machine. */
const SECONDS_TO_END = 8000;

Deno.test({
  name: "serve ends within seconds of SIGTERM though the embedded database runs a statement without a limit",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    await using folder = await temporaryFolder();
    await using server = await serveProgram(SOURCE_PROGRAM, { folder: folder.path });
    const socket = join(folder.path, "panoramax-data/db.socket/.s.PGSQL.5432");
    const sql = openPool({ socket }, { max: 1 });
    await sql`CREATE TABLE kept AS SELECT 1 AS one`;
    const endless = sql`SELECT count(*) FROM generate_series(1, 100000000000)`.then(
      () => assert.fail("it should not end"),
      (error) => error.code,
    );
    const started = performance.now();
    assert.equal((await server.stop()).code, 0);
    assert.ok(performance.now() - started < SECONDS_TO_END, `${Math.round(performance.now() - started)} ms`);
    // It was cancelled (57014), or cut off with its connection.
    assert.match(await endless, /^(57014$|CONNECTION_|ECONN)/);
    await sql.end({ timeout: 0 });

    await using again = await serveProgram(SOURCE_PROGRAM, { folder: folder.path });
    const sqlAgain = openPool({ socket }, { max: 1 });
    assert.equal((await sqlAgain`SELECT FROM kept`).length, 1);
    await sqlAgain.end({ timeout: 1 });
    assert.equal((await again.stop()).code, 0);
  },
});
