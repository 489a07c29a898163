/** What `serve` tells who starts it. */
import assert from "node:assert/strict";
import { Browser } from "../support/browser.ts";
import { serveProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

Deno.test("serve on all addresses prints links that a browser can open, and warns of anonymous uploads", async () => {
  await using folder = await temporaryFolder();
  await using server = await serveProgram(SOURCE_PROGRAM, {
    folder: folder.path,
    environment: { HOST: "0.0.0.0" },
  });
  const { hostname, port } = new URL(server.url);
  assert.equal(hostname, "localhost");
  const browser = new Browser(server.url);
  assert.equal((await browser.visit("/")).response.status, 200);

  const { stdout } = await server.stop();
  assert.match(stdout, /Everybody who reaches 0\.0\.0\.0 can upload pictures; set API_FORCE_AUTH_ON_UPLOAD=true/);
  assert.match(stdout, new RegExp(`\n {2}http://localhost:${port}/setup\\?proof=[\\w.-]+\n`));
  assert.doesNotMatch(stdout, /http:\/\/0\.0\.0\.0/);
});
