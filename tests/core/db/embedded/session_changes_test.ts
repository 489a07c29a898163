import assert from "node:assert/strict";
import { readSessionChange } from "../../../../src/core/db/embedded/session_changes.ts";
import { isCopyFromClient } from "../../../../src/core/db/embedded/statement_text.ts";

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

Deno.test("readSessionChange() reads the channel as PostgreSQL names it", () => {
  const listen = (listens: boolean, channel: string) => ({ kind: "listen", listens, channel });
  assert.deepEqual(readSessionChange("LISTEN Jobs"), listen(true, "jobs"));
  assert.deepEqual(readSessionChange('listen "Jobs"'), listen(true, "Jobs"));
  assert.deepEqual(readSessionChange('/* why */ listen "a ""b"" c" ;'), listen(true, 'a "b" c'));
  assert.deepEqual(readSessionChange("unlisten jobs;"), listen(false, "jobs"));
  assert.deepEqual(readSessionChange("UNLISTEN *"), listen(false, "*"));
  assert.equal(readSessionChange("SELECT 'listen jobs'"), undefined);
  assert.equal(readSessionChange("LISTEN"), undefined);
});

Deno.test("readSessionChange() reads a limit of statements", () => {
  const timeout = (milliseconds: number, isLocal: boolean) => ({ kind: "timeout", milliseconds, isLocal });
  assert.deepEqual(readSessionChange("SET LOCAL statement_timeout = 0"), timeout(0, true));
  assert.deepEqual(readSessionChange("set statement_timeout to '500ms';"), timeout(500, false));
  assert.deepEqual(readSessionChange("SET SESSION statement_timeout=20"), timeout(20, false));
  assert.equal(readSessionChange("SET lock_timeout = 0"), undefined);
  assert.equal(readSessionChange("SELECT 'set statement_timeout = 0'"), undefined);
});
