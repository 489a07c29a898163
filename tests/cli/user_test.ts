/** `panoramax user` beside a running server: accounts with passwords, their sessions and their data. */
import assert from "node:assert/strict";
import { codeOf, stepAt } from "../../src/features/accounts/second_factor/totp.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { Browser } from "../support/browser.ts";
import { runProgram, serveProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { answer } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { SyncClient } from "../features/syncapi/client.ts";
import { createUploadSet, sendFile } from "../support/uploads.ts";

Deno.test("user gives accounts passwords, ends their sessions and deletes their data", async (test) => {
  await using folder = await temporaryFolder();
  const place = { folder: folder.path };
  const run = (...args: string[]) => runProgram(SOURCE_PROGRAM, ["user", ...args], place);
  const runWith = (input: string, ...args: string[]) => runProgram(SOURCE_PROGRAM, ["user", ...args], place, input);

  await using server = await serveProgram(SOURCE_PROGRAM, place);
  const browser = new Browser(server.url);
  const logIn = async (name: string, password: string) => {
    const response = await browser.submit("/login", { name, password });
    await response.body?.cancel();
    return response.status;
  };

  await test.step("--create --password takes the first line of the input", async () => {
    const { code, stdout, stderr } = await runWith("a long password\nmore\n", "Alice", "--create", "--password");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(
      stdout,
      /^Account Alice created \([0-9a-f-]{36}\)\nAccount Alice logs in as alice with the new password\n$/,
    );
    assert.equal(await logIn("alice", "a long password"), 303);
  });

  await test.step("a name alone shows the account", async () => {
    const { code, stdout } = await run("Alice");
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^Account {4}Alice \([0-9a-f-]{36}\)\nRole {7}user\nState {6}active, .*\nLog-in {5}as alice\nUploads {4}0 pictures, /,
    );
    const { name, role, login, pictures } = JSON.parse((await run("Alice", "--json")).stdout);
    assert.deepEqual([name, role, login, pictures], ["Alice", "user", "alice", 0]);
  });

  await test.step("a password that will not do leaves nothing behind", async () => {
    for (
      const [input, objection] of [
        ["", "No password on standard input"],
        ["short\n", "needs at least 8 characters"],
      ] as const
    ) {
      const { code, stdout, stderr } = await runWith(input, "Bob", "--create", "--password");
      assert.deepEqual([code, stdout], [1, ""]);
      assert.ok(stderr.startsWith("Error: ") && stderr.includes(objection), stderr);
    }
    assert.equal((await run("Bob")).stderr, "Error: Account Bob not found\n");
  });

  await test.step("--password again replaces the password and ends the sessions", async () => {
    assert.equal((await runWith("another password\n", "Alice", "--password")).code, 0);
    assert.equal((await browser.send("/api/users/me")).status, 302);
    assert.equal(await logIn("alice", "a long password"), 401);
    assert.equal(await logIn("alice", "another password"), 303);
  });

  await test.step("a login belongs to one account", async () => {
    const { code, stderr } = await runWith("another password\n", "ALICE", "--create", "--password");
    assert.equal(code, 1);
    assert.equal(stderr, "Error: Another account already logs in as alice\n");
    assert.equal((await run("ALICE")).stderr, "Error: Account ALICE not found\n", "nothing is left behind");
  });

  await test.step("--end-sessions logs the account out everywhere", async () => {
    assert.equal((await answer(browser.send("/api/users/me"))).name, "Alice");
    const { code, stdout } = await run("Alice", "--end-sessions");
    assert.equal(code, 0);
    assert.equal(stdout, "Account Alice is logged out everywhere, and its API tokens are revoked\n");
    assert.equal((await browser.send("/api/users/me")).status, 302);
  });

  await test.step("--reset-second-factor makes the password enough again, ends sessions, and is audited", async () => {
    assert.equal((await run("Alice", "--reset-second-factor")).stdout, "Account Alice has no second factor\n");
    assert.equal(await logIn("alice", "another password"), 303);
    const submit = async (fields: Record<string, string>) =>
      await (await browser.submit("/account/second-factor", fields)).text();
    const page = await submit({ action: "begin", current: "another password" });
    const secret = /id="totp-key">([A-Z2-7 ]+)</.exec(page)![1]!.replaceAll(" ", "");
    assert.match(await submit({ action: "confirm", code: codeOf(secret, stepAt(Date.now())) }), /id="recovery-codes"/);
    assert.match((await run("Alice", "--reset-second-factor")).stdout, /^Account Alice no longer has a second factor/);
    assert.equal((await browser.send("/api/users/me")).status, 302);
    assert.equal(await logIn("alice", "another password"), 303);
    assert.equal((await answer(browser.send("/api/users/me"))).name, "Alice");
    const token = (await runProgram(SOURCE_PROGRAM, ["default-account-tokens", "get"], place)).stdout.trim();
    const { events } = await answer(
      fetch(`${server.url}/api/admin/audit_log?kind=account`, { headers: { Authorization: `Bearer ${token}` } }),
    );
    const actions = events.map(({ details }: { details: { action?: string } }) => details.action);
    assert.ok(actions.includes("--reset-second-factor") && actions.includes("--create"), actions.join());
  });

  await test.step("--generate-api-key gives a key by which a camera is announced, until --deactivate", async () => {
    const { code, stdout } = await run("syncuser", "--create", "--generate-api-key");
    const key = /\n\nAPI key: ([0-9a-f]{64})\n\n$/.exec(stdout)?.[1];
    assert.ok(code === 0 && key, stdout);
    const client = new SyncClient(server.url, "syncuser", key);
    const { id } = await answer(client.camera());
    assert.equal((await run("syncuser", "--deactivate")).code, 0);
    assert.match((await run("--list")).stdout, /\tuser\tdeactivated\tAPI key\tsyncuser\n/);
    await answer(client.camera(), 400);
    assert.equal((await run("syncuser", "--activate", "--set-role", "admin")).code, 0);
    assert.deepEqual(await answer(client.camera()), { id });
    await run("syncuser", "--generate-api-key");
    await answer(client.camera(), 400);
    assert.match(
      (await run("two words", "--create", "--generate-api-key")).stderr,
      /^Error: .* needs a name of letters/,
    );
  });

  await test.step("--deactivate refuses logins, sessions and tokens", async () => {
    assert.equal(await logIn("alice", "another password"), 303);
    assert.equal((await run("Alice", "--deactivate")).code, 0);
    assert.equal((await browser.send("/api/users/me")).status, 302);
    assert.equal(await logIn("alice", "another password"), 401);
    assert.equal((await run("Alice", "--activate")).code, 0);
  });

  await test.step("--delete-data removes pictures and upload sets", async () => {
    assert.equal(await logIn("alice", "another password"), 303);
    const headers = { Cookie: `session=${browser.cookie("session")}` };
    const set = await createUploadSet(server, {}, headers);
    const [options] = walk(1);
    const { picture_id: picture } = await answer(
      sendFile(server, set, { name: "1.jpg", bytes: await makePicture(options) }, { headers }),
      202,
    );
    const { code, stdout } = await run("Alice", "--delete-data", "--yes");
    assert.equal(code, 0);
    assert.match(stdout, /^Deleted 1 picture, 1 upload set and \d sequences? of account Alice;/);
    await answer(fetch(`${server.url}/api/upload_sets/${set}`, { headers }), 404);
    assert.equal((await fetch(`${server.url}/api/pictures/${picture}/hd.jpg`, { headers })).status, 404);
  });

  await test.step("the server printed the link for the first administrator", async () => {
    const { stdout } = await server.stop();
    assert.match(stdout, /\n {2}http:\/\/127\.0\.0\.1:\d+\/setup\?proof=[\w.-]+\n/);
  });
});

Deno.test("user prints links, sets quotas, and searches", async () => {
  await using folder = await temporaryFolder();
  const place = { folder: folder.path };
  await using server = await serveProgram(SOURCE_PROGRAM, place);
  const run = (...args: string[]) => runProgram(SOURCE_PROGRAM, ["user", ...args], place);
  const { stdout } = await run("Alice", "--create", "--link", "--quota-pictures", "5");
  const [, path] = /^http:\/\/127\.0\.0\.1:\d+(\/join\?proof=\S+)$/m.exec(stdout) ?? assert.fail(stdout);
  assert.match(stdout, /Account Alice may have 5 pictures and as many bytes as the settings say/);
  const fields = { password: "a long password", again: "a long password" };
  const response = await new Browser(server.url).submit(path!, fields);
  await response.body?.cancel();
  assert.equal(response.status, 303);
  assert.match((await run("Alice", "--quota-bytes", "0")).stdout, /may have 5 pictures and any number of bytes/);
  assert.equal((await run("Alice", "--quota-bytes", "much")).code, 1);
  assert.match((await run("--list", "--search", "ALI")).stdout, /^[^\n]+\tAlice\n$/);
  assert.equal((await run("--list", "--search", "bob")).stdout, "");
});
