/** `panoramax version`, and `--version` beside `--json`. */
import assert from "node:assert/strict";
import { VERSION } from "../../src/core/version.ts";
import { runProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

async function run(args: string[], environment: Record<string, string> = {}) {
  await using folder = await temporaryFolder();
  const outcome = await runProgram(SOURCE_PROGRAM, args, { folder: folder.path, environment });
  assert.deepEqual([...Deno.readDirSync(folder.path)], [], "nothing is opened");
  return outcome;
}

async function newestFile(): Promise<string> {
  const files = await Array.fromAsync(Deno.readDir(new URL("../../migrations", import.meta.url)), ({ name }) => name);
  return files.filter((name) => name.endsWith(".up.sql")).sort().at(-1)!.replace(".up.sql", "");
}

Deno.test("version --json says what runs, and so does --version --json in any order", async () => {
  const schema = await newestFile();
  for (const args of [["version", "--json"], ["--version", "--json"], ["--json", "-V"]]) {
    const { code, stdout, stderr } = await run(args, { PICTURE_CODEC: "wasm-vips" });
    assert.deepEqual([code, stderr], [0, ""], args.join(" "));
    const { commit, database, ...rest } = JSON.parse(stdout);
    assert.ok(commit === null || /^[0-9a-f]{40,64}$/.test(commit), commit);
    assert.equal(database.kind, "embedded");
    assert.deepEqual(rest, {
      name: "panoramax",
      version: VERSION,
      runtime: { name: "deno", version: Deno.version.deno, compiled: false },
      codec: "wasm-vips",
      schema,
      platform: { os: Deno.build.os, arch: Deno.build.arch },
    });
  }
});

Deno.test("version does not ask a native database, nor show its address", async () => {
  const { code, stdout } = await run(["version", "--json"], {
    DB_URL: "postgres://panoramax:sesame@127.0.0.1:1/panoramax",
  });
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(stdout).database, { kind: "native", postgres: null, postgis: null });
  assert.doesNotMatch(stdout, /sesame|127\.0\.0\.1/);
});

Deno.test("version in words, also with wrong settings", async () => {
  const { stdout } = await run(["version"]);
  assert.match(stdout, new RegExp(`^panoramax ${VERSION.replaceAll(".", "\\.")}.*\nRuntime: Deno .*, from source\n`));
  assert.match(stdout, /\nDatabase: embedded/);
  const wrong = await run(["version"], { PORT: "eighty" });
  assert.deepEqual([wrong.code, wrong.stderr], [0, ""]);
  assert.match(wrong.stdout, /\nDatabase: unknown, as settings are wrong\n/);
});

Deno.test("--version --json with anything else is refused", async () => {
  const { code, stdout, stderr } = await run(["user", "alice", "--version", "--json"]);
  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(stderr, /panoramax version --help/);
});
