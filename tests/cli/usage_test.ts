/** What the command line answers before anything is opened. */
import assert from "node:assert/strict";
import { capture } from "../support/present.ts";
import { runProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

/** With others below them. */
const GROUPS = ["db", "sequences", "pictures", "default-account-tokens", "allsky"];

const COMMANDS = [
  "serve",
  "picture-worker",
  "db upgrade",
  "db rollback",
  "db refresh",
  "db copy-to",
  "db copy-from",
  "cleanup",
  "sequences reorder",
  "set-sequences-heading",
  "import",
  "adopt",
  "doctor",
  "backup",
  "restore",
  "default-account-tokens get",
  "user",
  "allsky expire",
  "allsky cameras",
  "allsky camera",
  "allsky merge",
  "allsky timelapse",
  "pictures prepare",
  "pictures blur",
  "basemap",
  "basemap check",
  "licenses",
  "version",
  "completion",
  "man",
  "files copy-to",
  "install-service",
  "uninstall-service",
];

async function run(args: string[], environment: Record<string, string> = {}) {
  await using folder = await temporaryFolder();
  const outcome = await runProgram(SOURCE_PROGRAM, args, { folder: folder.path, environment });
  const left = Array.from(Deno.readDirSync(folder.path), ({ name }) => name);
  assert.deepEqual(left, [], "nothing is written for a command that does not run");
  return outcome;
}

Deno.test("--help lists every command", async () => {
  const { code, stdout } = await run(["--help"]);
  assert.equal(code, 0);
  const commands = capture(/Commands:\n(.*)\n\nExamples:/s, stdout);
  const listed = Array.from(commands.matchAll(/^ {2}([\w-]+)/gm), ([, name]) => name);
  assert.deepEqual(new Set(listed), new Set([...COMMANDS.map((command) => command.split(" ")[0]), "help"]));
});

Deno.test("--help of every command shows what it does, with examples", async () => {
  await Promise.all([...GROUPS, ...COMMANDS].map(async (command) => {
    const { code, stdout, stderr } = await run([...command.split(" "), "--help"]);
    assert.equal(code, 0, command);
    assert.equal(stderr, "", command);
    assert.match(stdout, new RegExp(`^Usage: panoramax ${command}\\b`), command);
    assert.match(stdout, new RegExp(`\nExamples:\n  \\$ .*panoramax ${command}`), command);
  }));
});

Deno.test("--version prints the version alone", async () => {
  const { code, stdout } = await run(["--version"]);
  assert.equal(code, 0);
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
});

Deno.test("wrong use exits with 2 and says what is wrong", async () => {
  const cases = [
    { args: ["serve", "--porrt", "80"], says: /unknown option '--porrt'/ },
    { args: ["serf"], says: /unknown command 'serf'/ },
    { args: ["import"], says: /missing required argument 'folder'/ },
    { args: ["serve", "--port"], says: /option '--port <number>' argument missing/ },
    { args: ["db", "upgrade", "now"], says: /too many arguments/ },
  ];
  await Promise.all(cases.map(async ({ args, says }) => {
    const { code, stdout, stderr } = await run(args);
    assert.equal(code, 2, args.join(" "));
    assert.equal(stdout, "", args.join(" "));
    assert.match(stderr, says);
    assert.match(stderr, /--help/, "it says where help is");
  }));
});

Deno.test("a wrong setting stops the start with its name and what was expected", async () => {
  const cases: { args?: string[]; environment?: Record<string, string>; says: RegExp }[] = [
    {
      environment: { API_DEFAULT_PICTURE_VISIBILITY: "everybody" },
      says:
        /^Error: API_DEFAULT_PICTURE_VISIBILITY should be 'anyone', 'owner-only' or 'logged-only', got 'everybody'\n$/,
    },
    {
      environment: { DB_URL: "mysql://localhost/panoramax" },
      says: /^Error: DB_URL should be a PostgreSQL URL/,
    },
    {
      args: ["--port", "eighty"],
      says: /^Error: PORT should be a port number from 0 to 65535, got 'eighty'\n$/,
    },
    {
      args: ["--env-file", "missing.env"],
      says: /^Error: Cannot read missing.env: /,
    },
    {
      environment: { FS_TMP_URL: "/srv/tmp" },
      says: /^Error: FS_TMP_URL, FS_PERMANENT_URL and FS_DERIVATES_URL have to be set together; missing: .*\n$/,
    },
  ];
  await Promise.all(cases.map(async ({ args = [], environment, says }) => {
    const { code, stdout, stderr } = await run(["serve", ...args], environment);
    assert.equal(code, 1, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, says);
  }));
});

Deno.test("a database that does not answer stops the start with one line, without the password", async () => {
  const { code, stdout, stderr } = await run(["db", "upgrade"], {
    DB_URL: "postgres://panoramax:sesame@127.0.0.1:1/panoramax",
  });
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.equal(stderr, "Error: Cannot connect to the database of DB_URL: connect ECONNREFUSED 127.0.0.1:1\n");
});
