/** How much memory a server takes that has nothing to do. */
import { readMemory } from "../../bench/workloads/process_memory.ts";
import { startServer } from "../../scripts/measure_memory/server.ts";
import { runArguments } from "../../scripts/project.ts";
import { OUTSIDE_OF_DEV, temporaryFolder } from "../support/temporary_folder.ts";
import { until } from "../support/until.ts";

/** Millions of bytes: a fifth more than was measured, and less than the files of a start that are not freed would add. */
const MOST = 380;

Deno.test({
  name: "a server with the embedded database gives back what its start took",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using folder = await temporaryFolder(OUTSIDE_OF_DEV);
    await using server = await startServer([Deno.execPath(), ...await runArguments(), "serve"], folder.path, {});
    await until(async () => (await readMemory(server.pid)).now <= MOST);
  },
});
