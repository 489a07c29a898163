/**
 * Runs the program for ARM (arm64) under emulation: `deno task arm64`. It starts a server, uploads a 360° picture, and checks
 * every file that is served of it; once on the embedded database with sharp, and once with wasm-vips on native PostgreSQL,
 * where `TEST_DB_URL` names one. Takes 15 minutes. Needs Debian's packages qemu-user-static and debootstrap, root, npm and a
 * network. Options: `--short` runs sharp on native PostgreSQL alone, which takes a minute; `--write` renews the table of
 * docs/binary.md; `--folder` keeps what was fetched, `build/arm64` by default; `--fetch` only fetches that.
 */
import { join, resolve } from "node:path";
import { readMemory } from "../bench/workloads/process_memory.ts";
import { nativeDatabase } from "../tests/support/native_database.ts";
import { assertPanoramaIsServed, uploadPanorama } from "../tests/support/panorama.ts";
import { fetchEmulated, missingTools, prepareEmulated } from "./arm64/emulated.ts";
import { type Command, startServer } from "./measure_memory/server.ts";
import { table, withTables } from "./measure_memory/table.ts";
import { readArguments } from "./arguments.ts";
import { PROJECT } from "./project.ts";

/** Milliseconds: an emulated processor is 10 to 50 times slower. */
const LONGEST_WAIT = 15 * 60_000;
const PAGE = join(PROJECT, "docs/binary.md");

const { short, write, fetch: fetchOnly, folder } = readArguments(import.meta.url, {
  short: { type: "boolean", default: false },
  write: { type: "boolean", default: false },
  fetch: { type: "boolean", default: false },
  folder: { type: "string", default: join(PROJECT, "build/arm64") },
});

const missing = await missingTools();
if (missing.length > 0) {
  console.error(`Missing: apt-get install ${missing.join(" ")}`);
  Deno.exit(1);
}
if (fetchOnly) {
  await fetchEmulated(resolve(folder));
  Deno.exit();
}
const command = await prepareEmulated(resolve(folder));
const postgres = Deno.env.get("TEST_DB_URL");
const rows: string[][] = [];
if (!short) rows.push(await tryOut("Embedded database, sharp", command, { PICTURE_CODEC: "sharp" }));
if (postgres === undefined) {
  console.log("Native PostgreSQL: skipped, TEST_DB_URL is not set");
  if (short) Deno.exit(1);
} else {
  await using database = await nativeDatabase(postgres, false);
  const codec = short ? "sharp" : "wasm-vips";
  rows.push(await tryOut(`Native PostgreSQL, ${codec}`, command, { PICTURE_CODEC: codec, DB_URL: database.url }));
}
const figures = table(["Emulated arm64", "Start", "Picture of 4096 × 2048 ready", "Its files served", "Memory"], rows);
console.log(figures);
if (write) await Deno.writeTextFile(PAGE, withTables(await Deno.readTextFile(PAGE), [figures], "arm64"));

/** One server from its start to its end. @returns a row of the table */
async function tryOut(name: string, command: Command, env: Record<string, string>): Promise<string[]> {
  const data = await Deno.makeTempDir({ prefix: "panoramax-arm64-" });
  try {
    console.log(`${name}: starting`);
    await using server = await startServer([...command, "serve"], data, env);
    console.log(`${name}: started in ${seconds(server.clock)}`);
    const uploadedAt = performance.now();
    const { picture } = await uploadPanorama(server, LONGEST_WAIT);
    const readyAt = performance.now();
    console.log(`${name}: picture ready after ${seconds(readyAt - uploadedAt)}`);
    await assertPanoramaIsServed(server, picture);
    const servedAt = performance.now();
    const { peak } = await readMemory(server.pid);
    const times = [server.clock, readyAt - uploadedAt, servedAt - readyAt];
    return [name, ...times.map(seconds), `${peak.toFixed(0)} MB`];
  } finally {
    await Deno.remove(data, { recursive: true });
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(0)} s`;
}
