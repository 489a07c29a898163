import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { PROJECT } from "../../scripts/project.ts";
import { writeGroups } from "../../scripts/test/groups.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

Deno.test("every test file runs once, alone or in a group", async () => {
  await using folder = await temporaryFolder();
  const run: string[] = [];
  for (const path of await writeGroups(folder.path)) {
    if (!path.startsWith(folder.path)) run.push(path);
    else {run.push(...[...(await Deno.readTextFile(path)).matchAll(/registerFrom\("(.*)"\)/g)].map(([, file = ""]) =>
        file
      ));}
  }
  const files = (await readdir(join(PROJECT, "tests"), { recursive: true }))
    .filter((name) => /_test\.tsx?$/.test(name) && !name.startsWith("clients/"))
    .map((name) => `tests/${name}`);
  assert.deepEqual(run.sort(), files.sort());
});

Deno.test("in a group, tests are named by their files, in whatever form they are registered", async () => {
  await using folder = await temporaryFolder();
  const names = new URL("../../scripts/test/file_names.ts", import.meta.url).href;
  await Deno.writeTextFile(
    `${folder.path}/group_test.ts`,
    `import { registerFrom } from "${names}";
    registerFrom("tests/a_test.ts");
    Deno.test("a name", () => {});
    Deno.test("with options", { sanitizeOps: false }, () => {});
    registerFrom("tests/b_test.ts");
    Deno.test({ name: "an object", fn() {} });
    Deno.test(function byFunction() {});
    Deno.test({ name: "left out", ignore: true, fn() { throw new Error("it ran"); } });`,
  );
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "--no-check", `${folder.path}/group_test.ts`],
    cwd: PROJECT,
    env: { NO_COLOR: "1" },
  }).output();
  const found = [...new TextDecoder().decode(stdout).matchAll(/^(tests\/\S+: .*) \.\.\. (ok|ignored)/gm)];
  assert.deepEqual(found.map(([, name, outcome]) => `${name} ${outcome}`), [
    "tests/a_test.ts: a name ok",
    "tests/a_test.ts: with options ok",
    "tests/b_test.ts: an object ok",
    "tests/b_test.ts: byFunction ok",
    "tests/b_test.ts: left out ignored",
  ]);
});
