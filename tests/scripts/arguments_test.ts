/** Every script with options says what it does, and refuses options that it does not know. */
import assert from "node:assert/strict";
import { PROJECT } from "../../scripts/project.ts";

const SCRIPTS = [
  "drill/main.ts",
  "scripts/compile.ts",
  "scripts/conformance.ts",
  "scripts/clients.ts",
  "scripts/package.ts",
];

async function run(script: string, option: string) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", script, option],
    cwd: PROJECT,
  }).output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

Deno.test("scripts print what they say of themselves for --help and for unknown options", async () => {
  for (const script of SCRIPTS) {
    const help = await run(script, "--help");
    assert.deepEqual([help.code, help.stderr], [0, ""], script);
    assert.match(help.stdout, /deno (task|run)/, script);
    assert.doesNotMatch(help.stdout, /^ ?\*/m, script);
    const wrong = await run(script, "--nothing");
    assert.deepEqual([wrong.code, wrong.stdout], [2, ""], script);
    assert.equal(wrong.stderr, `Unknown option '--nothing'\n\n${help.stdout}`, script);
  }
});
