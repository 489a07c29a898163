import assert from "node:assert/strict";
import { isCopyFromClient, readListen } from "../../../../src/core/db/embedded/statement_kinds.ts";

Deno.test("isCopyFromClient() knows a COPY whose data the client sends", () => {
  const cases: [string, boolean][] = [
    ["copy t from stdin", true],
    ["COPY t (a, b) FROM STDIN WITH (FORMAT csv)", true],
    ['  -- a comment\n /* another */ Copy "my table"("a") from\nstdin', true],
    ["copy t to stdout", false],
    ["copy (select 'x from stdin') to stdout", false],
    ["copy t from '/file'", false],
    ["select 'copy t from stdin'", false],
    ["copy t from stdinput", false],
  ];
  for (const [statement, expected] of cases) assert.equal(isCopyFromClient(statement), expected, statement);
});

Deno.test("readListen() reads the channel as PostgreSQL names it", () => {
  assert.deepEqual(readListen("LISTEN Jobs"), { listens: true, channel: "jobs" });
  assert.deepEqual(readListen('listen "Jobs"'), { listens: true, channel: "Jobs" });
  assert.deepEqual(readListen('/* why */ listen "a ""b"" c" ;'), { listens: true, channel: 'a "b" c' });
  assert.deepEqual(readListen("unlisten jobs;"), { listens: false, channel: "jobs" });
  assert.deepEqual(readListen("UNLISTEN *"), { listens: false, channel: "*" });
  assert.equal(readListen("SELECT 'listen jobs'"), undefined);
  assert.equal(readListen("LISTEN"), undefined);
});
