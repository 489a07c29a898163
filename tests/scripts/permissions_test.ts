import assert from "node:assert/strict";
import configuration from "../../deno.json" with { type: "json" };
import { v8Flags } from "../../scripts/project.ts";

const PERMISSIONS = ["net", "env", "sys", "ffi", "read", "write"].map((name) => `--allow-${name}`);
/** Less memory without more processor time; `--optimize-for-size` makes reads take a fifth more. */
const V8_FLAGS = "--v8-flags=--expose-gc,--max-semi-space-size=4";

Deno.test("tasks run the program with the permissions that it needs, and start no other programs", () => {
  for (const name of ["serve", "cli"] as const) {
    const { command } = configuration.tasks[name];
    const options = command.split(" ").filter((word) => word.startsWith("-"));
    assert.deepEqual(options, [...PERMISSIONS, "--no-prompt", V8_FLAGS], name);
  }
});

Deno.test("the compiled program has the same permissions", async () => {
  const script = await Deno.readTextFile(new URL("../../scripts/compile.ts", import.meta.url));
  const list: string[] = JSON.parse(/const PERMISSIONS = (\[[^\]]*\])/.exec(script)?.[1] ?? "[]");
  assert.deepEqual(list.map((name) => `--allow-${name}`).sort(), PERMISSIONS.toSorted());
  assert.equal(await v8Flags(), V8_FLAGS);
});
