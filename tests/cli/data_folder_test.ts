/** Servers and commands that meet on one data folder, with the embedded database. */
import assert from "node:assert/strict";
import { runProgram, serveProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { answer } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

Deno.test("commands work beside a server and without one; a second server is refused", async (test) => {
  await using folder = await temporaryFolder();
  const place = { folder: folder.path };
  const run = (...args: string[]) => runProgram(SOURCE_PROGRAM, args, place);

  await using server = await serveProgram(SOURCE_PROGRAM, place);

  await test.step("a second server on the folder ends, saying who uses it", async () => {
    const { code, stdout, stderr } = await run("serve", "--port", "0");
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /^Error: The data folder \.\/panoramax-data is in use by process \d+ \(a server\)\. Stop that/,
    );
  });

  await test.step("default-account-tokens get prints only a token, which the server accepts", async () => {
    const { code, stdout, stderr } = await run("default-account-tokens", "get");
    assert.equal(code, 0, stderr);
    assert.equal(stderr, "");
    assert.match(stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const me = await answer(
      fetch(`${server.url}/api/users/me`, { headers: { Authorization: `Bearer ${stdout.trim()}` } }),
    );
    assert.equal(me.name, "Default account");
  });

  await test.step("user --create makes an account that the server knows at once", async () => {
    const { code, stdout, stderr } = await run("user", "alice", "--create");
    assert.equal(code, 0, stderr);
    const id = /^Account alice created \(([0-9a-f-]{36})\)\n$/.exec(stdout)?.[1];
    assert.equal((await answer(fetch(`${server.url}/api/users/${id}`))).name, "alice");
  });

  await test.step("SIGTERM ends the server with exit code 0", async () => {
    const { code, stdout, stderr } = await server.stop();
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /\nStopping: .*\n$/);
  });

  await test.step("without a server, user finds what was made beside it", async () => {
    const { code, stdout, stderr } = await run("user", "alice", "--set-role", "admin");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Account alice \([0-9a-f-]{36}\) has the role admin\n$/);
  });

  await test.step("user fails with one line for an account that there is not", async () => {
    const { code, stdout, stderr } = await run("user", "bob");
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.equal(stderr, "Error: Account bob not found\n");
  });
});
