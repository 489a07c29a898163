/** On a terminal, commands ask before something is lost. The terminal is that of script(1). */
import assert from "node:assert/strict";
import { type Instance, instanceTest } from "../support/instances.ts";
import { SOURCE_PROGRAM } from "../support/program.ts";

/** Runs a command on a terminal on which somebody types. @returns how it ended, and what was to be read */
async function runOnTerminal(instance: Instance, typed: string, ...args: string[]) {
  const quoted = [...SOURCE_PROGRAM, ...args].map((part) => `'${part.replaceAll("'", `'\\''`)}'`).join(" ");
  const process = new Deno.Command("script", {
    args: ["--quiet", "--return", "--command", quoted, "/dev/null"],
    cwd: instance.folder,
    env: instance.environment,
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(typed));
  const { code, stdout } = await process.output();
  await writer.close().catch(() => {});
  return { code, screen: new TextDecoder().decode(stdout).replaceAll("\r", "") };
}

async function hasSchema({ query }: Instance): Promise<boolean> {
  const found = await query((sql) => sql`SELECT FROM pg_class WHERE oid = to_regclass('public.pictures')`);
  return found.length > 0;
}

const isMissing = !await new Deno.Command("script", { args: ["--version"] }).output().then(
  ({ success }) => success,
  () => false,
);

if (isMissing) Deno.test({ name: "commands ask before something is lost", ignore: true, fn() {} });
else {
  instanceTest("commands ask on a terminal before something is lost, unless --yes says so", async (instance) => {
    assert.equal((await instance.run("db", "upgrade")).code, 0);
    assert.ok(await hasSchema(instance));
    assert.equal((await instance.run("user", "alice", "--create")).code, 0);
    for (const answer of ["n\n", "\n", "yesterday\n"]) {
      const { code, screen } = await runOnTerminal(instance, answer, "db", "rollback", "--all");
      assert.equal(code, 1);
      assert.match(
        screen,
        /This deletes all tables .*\nContinue\? \[y\/N\] (.*\n)?Error: Cancelled, nothing was changed\n$/s,
      );
    }
    assert.ok(await hasSchema(instance));

    const unanswered = await instance.run("db", "rollback", "--all");
    assert.deepEqual([unanswered.code, unanswered.stdout], [1, ""]);
    assert.match(unanswered.stderr, /^Error: This deletes all tables .* add --yes to confirm\n$/);
    assert.ok(await hasSchema(instance), "nobody answered");

    const agreed = await runOnTerminal(instance, "y\n", "db", "rollback", "--all");
    assert.equal(agreed.code, 0, agreed.screen);
    assert.match(agreed.screen, /Continue\? \[y\/N\] .*Rollbacks are done\n$/s);
    assert.equal(await hasSchema(instance), false);

    const unasked = await runOnTerminal(instance, "", "db", "rollback", "--all", "--yes");
    assert.equal(unasked.code, 0);
    assert.equal(unasked.screen, "There are no migrations to rollback\n");
  }, { hasSchema: false });
}
