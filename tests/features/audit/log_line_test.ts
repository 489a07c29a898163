/** Events of the audit log in the log of the server, for programs that watch it. */
import assert from "node:assert/strict";
import { serveProgram, SOURCE_PROGRAM } from "../../support/program.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";

Deno.test("each event is a line of JSON in the log, where that is wanted", async () => {
  await using folder = await temporaryFolder();
  const environment = { API_LOG_FORMAT: "json", OAUTH_PROVIDER: "local" };
  await using server = await serveProgram(SOURCE_PROGRAM, { folder: folder.path, environment });
  const body = new URLSearchParams({ name: "nobody", password: "guess of a password" });
  const response = await fetch(`${server.url}/login`, { method: "POST", redirect: "manual", body });
  await response.body?.cancel();
  assert.equal(response.status, 401);
  const { stdout, stderr } = await server.stop();
  const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  const events = lines.filter((line) => JSON.stringify(line).includes("login_failed"));
  assert.equal(events.length, 1, `${stdout}${stderr}`);
  assert.match(JSON.stringify(events[0]), /"address":"127\.0\.0\.1"/);
  assert.doesNotMatch(stdout + stderr, /guess of a password/);
});
