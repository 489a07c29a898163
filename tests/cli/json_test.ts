/** `--json`: every command that prints what it did or found prints it for programs, too, with the same names each time. */
import assert from "node:assert/strict";
import { commandTree } from "../../cli.ts";
import { listCommands } from "../../src/commands/shell/command_list.ts";
import { imageMetadata, SyncClient } from "../features/syncapi/client.ts";
import { type Instance, instanceTest, sequenceOf, uploadWalk } from "../support/instances.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { archive, RENNES, town } from "../support/pmtiles.ts";
import { runProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { answer } from "../support/server.ts";
import { keysOfResults } from "./results.ts";

/** Commands that run until they are stopped, or print a text for people or for another program. */
const WITHOUT_RESULT = [
  "serve",
  "picture-worker",
  "install-service",
  "uninstall-service",
  "licenses",
  "basemap",
  "completion",
  "man",
];

/** Commands that need a second database; their own tests read their JSON. */
const TESTED_ELSEWHERE = ["adopt", "db copy-to", "db copy-from"];

/** The commands that do something: not those that only have others below them. */
function commandsWithResult(): string[] {
  return listCommands(commandTree())
    .filter(({ path, children }) => path.length > 0 && (children.length === 0 || path[0] === "basemap"))
    .map(({ path }) => path.join(" "))
    .filter((name) => !WITHOUT_RESULT.includes(name));
}

Deno.test("every command that prints a result has --json", () => {
  const withOption = listCommands(commandTree())
    .filter(({ options }) => options.some(({ flags }) => flags.includes("--json")))
    .map(({ path }) => path.join(" "));
  assert.deepEqual(withOption.sort(), commandsWithResult().sort());
});

/** A command, and the names in what it prints. */
type Case = [command: string, args: string[], keys: string[]];

const QUEUED = ["queued"];
const CLEANUP = ["dry_run", "deletes", "pictures", "sequences"];
const ACCOUNT = [
  ...["id", "name", "role", "is_active", "created_at", "login", "has_api_key"],
  ...["pictures", "upload_sets", "sequences"],
];
const HEADINGS = ["dry_run", "sequences", "only_missing"];
const ROLLBACK = ["dry_run", "rolled_back", "backup"];

/** With a server that runs. @param sequence of some pictures @param cameras of one account, the first one with images */
function casesBesideServer(sequence: string, cameras: readonly [number, number]): Case[] {
  const [camera, other] = cameras.map(String);
  assert.ok(camera && other);
  return [
    ["version", [], ["name", "version", "commit", "runtime", "codec", "database", "schema", "platform"]],
    ["db upgrade", [], ["applied", "backup"]],
    ["db refresh", ["--full"], ["refreshed", "full"]],
    ["default-account-tokens get", [], ["token"]],
    ["user", ["camera"], ACCOUNT],
    ["user", ["--list"], ["id", "name", "role", "is_active", "has_api_key"]],
    ["user", ["camera", "--set-role", "admin"], ["id", "name", "created"]],
    ["user", ["camera", "--delete-data", "--dry-run"], ["id", "name", "dry_run", "deleted"]],
    ["pictures prepare", ["--broken"], QUEUED],
    ["sequences reorder", [sequence], ["sequences", "reordered"]],
    ["set-sequences-heading", ["--dry-run"], HEADINGS],
    ["set-sequences-heading", [], HEADINGS],
    ["basemap check", ["town.pmtiles"], [
      ...[
        "archive",
        "bytes",
        "name",
        "schema",
        "min_zoom",
        "max_zoom",
        "tiles",
        "bounds",
        "layers",
        "shown",
        "pictures",
      ],
    ]],
    ["files copy-to", ["copy"], ["dry_run", "copied", "bytes", "present"]],
    ["files copy-to", ["copy", "--dry-run"], ["dry_run", "copied", "bytes", "present"]],
    ["allsky cameras", [], ["id", "uuid", "name", "hidden", "entries", "retention"]],
    ["allsky camera", [camera, "--show"], ["camera"]],
    ["allsky expire", ["--dry-run"], ["dry_run", "expired"]],
    ["allsky timelapse", [camera, "2024-01-31"], ["images", "skipped", "width", "height", "bytes"]],
    ["allsky merge", [other, camera, "--dry-run"], ["dry_run", "moved", "kept", "old_deleted"]],
    ["doctor", [], ["findings", "clock_doubt"]],
    ["cleanup", ["--dry-run"], CLEANUP],
  ];
}

/** With nobody else on the database, in this order. */
const CASES_ALONE: Case[] = [
  ["import", ["folder"], ["folders"]],
  ["pictures blur", [], QUEUED],
  ["backup", ["backup.tar"], ["file", "bytes", "version", "created_at", "pictures", "media", "missing", "rows"]],
  ["cleanup", ["--full", "--yes"], CLEANUP],
  ["db rollback", ["--dry-run"], ROLLBACK],
  ["db rollback", ["--all", "--yes"], ROLLBACK],
  ["restore", ["backup.tar", "--keep-other-files"], [
    ...["file", "bytes", "version", "created_at", "pictures", "media", "missing", "rows"],
  ]],
];

async function check(run: Instance["run"], [command, args, keys]: Case): Promise<void> {
  const outcome = await run(...command.split(" "), ...args, "--json");
  const what = [command, ...args].join(" ");
  assert.equal(outcome.code, 0, `${what}: ${outcome.stderr}`);
  for (const found of keysOfResults(outcome.stdout)) assert.deepEqual(found, [...keys].sort(), what);
}

instanceTest("with --json, commands print their result as JSON and nothing else", async (instance, test) => {
  const { run, runAlone, folder, environment } = instance;
  const blurring: Instance["run"] = (...args) =>
    runProgram(SOURCE_PROGRAM, args, { folder, environment: { ...environment, BLUR: "builtin" } });
  const covered = new Set(TESTED_ELSEWHERE);
  {
    await using server = await instance.serve();
    const { setId } = await uploadWalk(server, 2);
    const sequence = await sequenceOf(server, setId);
    const created = JSON.parse((await run("user", "camera", "--create", "--generate-api-key", "--json")).stdout);
    assert.deepEqual([created.name, created.created], ["camera", true]);
    const cameras = await addCameras(server.url, created.api_key);
    await Deno.writeFile(`${folder}/town.pmtiles`, archive(town(RENNES)));
    for (const each of casesBesideServer(sequence, cameras)) {
      covered.add(each[0]);
      await test.step([each[0], ...each[1]].join(" "), () => check(run, each));
    }
    await server.stop();
  }
  await Deno.mkdir(`${folder}/folder`);
  await Deno.writeFile(`${folder}/folder/1.jpg`, await makePicture(walk(1, { latitude: 45.19, seed: 100 })[0]));
  for (const each of CASES_ALONE) {
    covered.add(each[0]);
    const how = each[0] === "pictures blur" ? blurring : runAlone;
    await test.step([each[0], ...each[1]].join(" "), () => check(how, each));
  }
  assert.deepEqual([...covered].sort(), commandsWithResult().sort(), "every command is run");
}, { hasSchema: false });

async function addCameras(url: string, apiKey: string): Promise<readonly [number, number]> {
  const client = new SyncClient(url, "camera", apiKey);
  const sky = await makePicture(walk(1, { width: 320, height: 240 })[0]);
  const { id: other } = await answer(client.camera({ name: "Old", uuid: crypto.randomUUID() }));
  const { id: camera } = await answer(client.camera({ name: "Roof" }));
  const evening = Date.parse("2024-01-31T22:00:00Z") / 1000;
  for (const second of [0, 60]) {
    const metadata = imageMetadata({ createDate: evening + second, dayDate: "20240131", night: true });
    await answer(client.send("PUT", "image", metadata, { media: sky }));
  }
  return [camera, other];
}
