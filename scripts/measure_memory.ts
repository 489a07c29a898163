/**
 * Measures what a server takes that has nothing to do, that starts, and that processes one picture of 5760 × 2880 pixels:
 * `deno run -A scripts/measure_memory.ts`. Linux only. Options: `--binary <file>` measures a compiled program too, `--write`
 * renews the tables of README.md and docs/binary.md. With `TEST_DB_URL`, native PostgreSQL is measured as well; its own
 * memory is not part of that.
 */
import { readArguments } from "./arguments.ts";
import { join, resolve } from "node:path";
import { forgetPeak, readMemory } from "../bench/workloads/process_memory.ts";
import { formBody, type UploadBody } from "../bench/workloads/pictures.ts";
import { upload } from "../bench/workloads/upload.ts";
import { nativeDatabase } from "../tests/support/native_database.ts";
import { makePicture } from "../tests/support/pictures.ts";
import { type Command, startServer, untilIdle } from "./measure_memory/server.ts";
import { type Duration, type Measured, memoryTable, startTable, withTables } from "./measure_memory/table.ts";
import { PROJECT, runArguments } from "./project.ts";

/** Starts on existing data, of which the shortest counts: other programs make a start longer, none makes it shorter. */
const LATER_STARTS = 2;
const PAGES = ["README.md", "docs/binary.md"];

const { binary, write } = readArguments(import.meta.url, {
  binary: { type: "string" },
  write: { type: "boolean", default: false },
});

const picture = await formBody(
  "panorama.jpg",
  await makePicture({
    width: 5760,
    height: 2880,
    projection: "equirectangular",
    quality: 90,
    make: "GoPro",
    model: "Max",
    latitude: 48.85,
    longitude: 2.35,
    time: new Date("2024-05-01T10:00:00Z"),
  }),
);
const measured: Measured[] = [];
const commands: [string, Command][] = [
  ["from source", [Deno.execPath(), ...await runArguments(), "serve"]],
  ...(binary === undefined ? [] : [["binary", [resolve(binary), "serve"]] satisfies [string, Command]]),
];
for (const [name, command] of commands) {
  measured.push(await measure(`Embedded database, ${name}`, command, picture));
  const server = Deno.env.get("TEST_DB_URL");
  if (server === undefined) continue;
  await using database = await nativeDatabase(server, false);
  measured.push(await measure(`Native PostgreSQL, ${name}`, command, picture, { DB_URL: database.url }));
}
const tables = [memoryTable(measured), startTable(measured)];
console.log(tables.join("\n\n"));
if (write) {
  for (const page of PAGES) {
    const path = join(PROJECT, page);
    await Deno.writeTextFile(path, withTables(await Deno.readTextFile(path), tables));
  }
}

async function measure(
  name: string,
  command: Command,
  picture: UploadBody,
  env: Record<string, string> = {},
): Promise<Measured> {
  const folder = await Deno.makeTempDir({ prefix: "panoramax-memory-" });
  try {
    const firstStart = await timeStart(command, folder, env);
    const starts: Duration[] = [];
    for (let start = 0; start < LATER_STARTS; start++) starts.push(await timeStart(command, folder, env));
    await using server = await startServer(command, folder, env);
    await untilIdle(server.pid);
    const { now: idle, peak: peakAtStart } = await memoryOf(server.pid);
    await forgetPeak(server.pid);
    await processPicture(server.url, picture);
    const { peak: peakOfPicture } = await memoryOf(server.pid);
    await untilIdle(server.pid);
    const { now: idleAfterwards } = await memoryOf(server.pid);
    const laterStart = {
      clock: Math.min(...starts.map(({ clock }) => clock)),
      processor: Math.min(...starts.map(({ processor }) => processor)),
    };
    return { name, firstStart, laterStart, idle, peakAtStart, peakOfPicture, idleAfterwards };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function timeStart(command: Command, folder: string, env: Record<string, string>): Promise<Duration> {
  await using server = await startServer(command, folder, env);
  return { clock: server.clock, processor: server.processor };
}

/** The small versions are made by a job, the tiles when one is asked for. */
async function processPicture(url: string, picture: UploadBody): Promise<void> {
  const { collectionId } = await upload(url, [picture]);
  const { features: [item] } = await (await fetch(`${url}/api/collections/${collectionId}/items`)).json();
  const tile = await fetch(`${url}/api/pictures/${item.id}/tiled/0_0.jpg`);
  await tile.arrayBuffer();
  if (!tile.ok) throw new Error(`No tile was made: ${tile.status}`);
}

/** Bytes. */
async function memoryOf(pid: number): Promise<{ now: number; peak: number }> {
  const { now, peak } = await readMemory(pid);
  return { now: now * 1e6, peak: peak * 1e6 };
}
