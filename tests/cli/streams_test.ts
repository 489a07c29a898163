/** Every command that fails exits non-zero and says why on stderr, with nothing on stdout: scripts read that. */
import assert from "node:assert/strict";
import { commandTree } from "../../cli.ts";
import { type Instance, instanceTest } from "../support/instances.ts";
import { runProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

/** Arguments with which a command would do its work. */
const ARGUMENTS: Record<string, string[]> = {
  "serve": ["--port", "0"],
  "picture-worker": ["--once"],
  "db upgrade": [],
  "db rollback": ["--yes"],
  "db refresh": [],
  "cleanup": ["--yes"],
  "sequences reorder": [],
  "set-sequences-heading": ["--yes"],
  "import": ["."],
  "doctor": [],
  "backup": ["backup.tar"],
  "restore": ["backup.tar"],
  "default-account-tokens get": [],
  "user": ["--list"],
  "allsky expire": [],
  "allsky cameras": [],
  "allsky camera": ["1", "--hide"],
  "allsky merge": ["1", "2"],
  "allsky timelapse": ["1", "2024-01-31"],
  "pictures prepare": ["--broken"],
  "pictures blur": ["--again"],
  "adopt": ["--yes"],
  "db copy-to": ["postgres://panoramax@127.0.0.1:1/copy"],
  "db copy-from": ["postgres://panoramax@127.0.0.1:1/copy"],
};

/** Commands that use no database. */
const WITHOUT_DATABASE = [
  "basemap check",
  "licenses",
  "version",
  "completion",
  "man",
  "install-service",
  "uninstall-service",
  "files copy-to",
];

/** Wrong values, which are noticed with a database or without. */
const WRONG: string[][] = [
  ["serve", "--port", "-1"],
  ["cleanup", "no-id", "--yes"],
  ["files", "copy-to", "ftp://example.org/pictures"],
  ["sequences", "reorder", "no-id"],
  ["set-sequences-heading", "--value", "north"],
  ["import", "/nowhere"],
  ["import", ".", "--account", "nobody"],
  ["backup", "/nowhere/backup.tar"],
  ["restore", "/nowhere/backup.tar"],
  ["completion", "sh"],
  ["basemap", "check", "/nowhere.pmtiles"],
  ["user", "nobody"],
  ["user", "nobody", "--set-role", "king"],
  ["user", "Default account", "--activate", "--deactivate"],
  ["user", "two words", "--create", "--generate-api-key"],
  ["allsky", "camera", "first", "--hide"],
  ["allsky", "camera", "99", "--hide"],
  ["allsky", "camera", "1", "--hide", "--show"],
  ["allsky", "camera", "1", "--keep", "image=long"],
  ["allsky", "merge", "1", "99"],
  ["allsky", "timelapse", "99", "2024-01-31"],
  ["allsky", "timelapse", "1", "tonight"],
  ["allsky", "timelapse", "1", "2024-01-31", "--fps", "0"],
  ["allsky", "merge", "1", "1"],
];

function namesOfCommands(): string[] {
  return commandTree().commands.flatMap((command) =>
    command.commands.length === 0
      ? [command.name()]
      : command.commands.map((below) => `${command.name()} ${below.name()}`)
  );
}

/** Has this process run the embedded database, which commands then join; each would else open it anew. */
async function runDatabase(query: Instance["query"]): Promise<void> {
  await query((sql) => sql`SELECT 1`);
}

Deno.test("every command fails on stderr alone when the database does not answer", async () => {
  assert.deepEqual(
    [...Object.keys(ARGUMENTS), ...WITHOUT_DATABASE].sort(),
    namesOfCommands().sort(),
    "each command has a line above",
  );
  await using folder = await temporaryFolder();
  const environment = { DB_URL: "postgres://panoramax:sesame@127.0.0.1:1/panoramax", FLASK_SECRET_KEY: "x".repeat(32) };
  await Deno.writeTextFile(`${folder.path}/1.jpg`, "a picture");
  for (const [name, args] of Object.entries(ARGUMENTS)) {
    const outcome = await runProgram(SOURCE_PROGRAM, [...name.split(" "), ...args], {
      folder: folder.path,
      environment,
    });
    assert.deepEqual([outcome.code, outcome.stdout], [1, ""], name);
    assert.match(outcome.stderr, /^Error: Cannot connect to the database of DB_URL: .*\n$/, name);
  }
});

instanceTest(
  "every command refuses wrong values on stderr alone, in a line without a stack",
  async ({ run, query, folder }) => {
    await Deno.writeTextFile(`${folder}/1.jpg`, "a picture");
    await runDatabase(query);
    for (const args of WRONG) {
      const { code, stdout, stderr } = await run(...args);
      assert.deepEqual([code, stdout], [1, ""], args.join(" "));
      assert.match(stderr, /^Error: .*\n$/, args.join(" "));
    }
  },
);

instanceTest("default-account-tokens get fails when there is no token", async ({ run, query }) => {
  await query((sql) => sql`DELETE FROM tokens`);
  const { code, stdout, stderr } = await run("default-account-tokens", "get");
  assert.deepEqual([code, stdout, stderr], [1, "", "Error: The default account has no token\n"]);
});

instanceTest("the last administrator stays, however the role is taken away", async ({ run, query }) => {
  await runDatabase(query);
  await run("user", "ana", "--create", "--set-role", "admin");
  await run("user", "bob", "--create", "--set-role", "admin");
  assert.equal((await run("user", "bob", "--deactivate")).code, 0);
  for (
    const option of [["--set-role", "user"], ["--deactivate"], ["--create", "--set-role", "user", "--end-sessions"]]
  ) {
    const { code, stdout, stderr } = await run("user", "ana", ...option);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /^Error: ana is the last administrator\. .*\n$/);
  }
  const rows = await query((sql) => sql`SELECT name, role FROM accounts WHERE name IN ('ana', 'bob') ORDER BY 1`);
  assert.deepEqual([...rows], [{ name: "ana", role: "admin" }, { name: "bob", role: "admin" }]);
  assert.equal((await run("user", "bob", "--activate")).code, 0);
  assert.equal((await run("user", "ana", "--set-role", "user")).code, 0);
});
