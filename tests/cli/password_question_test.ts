/** Passwords asked on a terminal, which `script` (util-linux) stands in for. */
import assert from "node:assert/strict";
import { onlyRow } from "../../src/core/db/rows.ts";
import { findAccountsByName, findPasswordOfAccount, verifyPassword } from "../../src/features/accounts/mod.ts";
import { type Instance, makeInstance } from "../support/instances.ts";
import { SOURCE_PROGRAM } from "../support/program.ts";

const HAS_SCRIPT = await new Deno.Command("script", { args: ["--version"], stdout: "null" }).output()
  .then(({ success }) => success, () => false);
const PASSWORD = "a long password";

/** Runs a command on a terminal, and types an answer to each question; what the terminal shows in the end, and the exit code. */
async function runOnTerminal({ folder, environment }: Instance, args: string[], answers: [string, string][]) {
  const command = [...SOURCE_PROGRAM, ...args].map((word) => `'${word}'`).join(" ");
  const process = new Deno.Command("script", {
    args: ["--quiet", "--return", "--command", command, "/dev/null"],
    cwd: folder,
    env: environment,
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const keyboard = process.stdin.getWriter();
  let shown = "";
  for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) {
    shown += text;
    const next = answers[0];
    if (!next || !shown.includes(next[0])) continue;
    answers.shift();
    await keyboard.write(new TextEncoder().encode(next[1]));
  }
  await keyboard.close();
  return { shown, code: (await process.status).code };
}

Deno.test({
  name: "user --create --password asks on a terminal twice, and shows nothing of what is typed",
  ignore: !HAS_SCRIPT,
  fn: async () => {
    await using instance = await makeInstance(Deno.env.has("TEST_DB_URL") ? "native" : "embedded");
    const ask = (first: string, second: string) =>
      runOnTerminal(instance, ["user", "Bob", "--create", "--password"], [
        ["Password: ", first],
        ["Password again: ", second],
      ]);

    const differing = await ask(`${PASSWORD}\r`, "another password\r");
    assert.equal(differing.code, 1, differing.shown);
    assert.match(differing.shown, /The two passwords differ/);
    const brokenOff = await ask("\u0003", "");
    assert.equal(brokenOff.code, 1, brokenOff.shown);
    assert.match(brokenOff.shown, /Interrupted/);

    // A slip of the fingers, taken back.
    const created = await ask(`${PASSWORD}d\u007f\r`, `${PASSWORD}\r`);
    assert.equal(created.code, 0, created.shown);
    for (const { shown } of [differing, created]) assert.ok(!shown.includes("long"), shown);
    await instance.query(async (sql) => {
      // One alone: nothing was left by those that failed.
      const bob = onlyRow(await findAccountsByName(sql, "Bob"));
      const login = await findPasswordOfAccount(sql, bob.id);
      assert.equal(login!.login, "bob");
      assert.ok(await verifyPassword(PASSWORD, login!.password_hash));
    });
  },
});
