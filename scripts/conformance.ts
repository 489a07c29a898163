/**
 * Runs geovisio's own tests over HTTP against this server, and compares what fails with the deviations that
 * docs/compatibility.md names: `deno task conformance --harness <folder> --pg <URL of a superuser>`.
 *
 * `--binary <file>` tests a compiled binary instead of the source; `--group <name>`, repeatable, some of the groups.
 * Exits with 1 if a test fails that is not a listed deviation, if a deviation passes, or if nothing could be run.
 */
import { readArguments } from "./arguments.ts";
import { join, resolve } from "node:path";
import { readDeviations } from "./conformance/deviations.ts";
import { GROUPS_AT_ONCE, runGroups } from "./conformance/harness.ts";
import { judge } from "./conformance/judgement.ts";
import { PROJECT } from "./project.ts";

const { harness, pg, binary, group } = readArguments(import.meta.url, {
  harness: { type: "string" },
  pg: { type: "string" },
  binary: { type: "string" },
  group: { type: "string", multiple: true },
});
if (!harness || !pg) {
  console.error("Name the folder of the harness by --harness, and a PostgreSQL server by --pg");
  Deno.exit(2);
}

const program = binary
  ? [resolve(binary)]
  : [Deno.execPath(), "run", "--allow-all", "--no-check", "--quiet", join(PROJECT, "main.ts")];
const outcomes = await runGroups({ harness: resolve(harness), pg, program }, group ? [group] : GROUPS_AT_ONCE);
const deviations = readDeviations(await Deno.readTextFile(join(PROJECT, "docs/compatibility.md")));
const { passed, faults } = judge(outcomes, deviations, { isWhole: !group });
for (const fault of faults) console.log(`FAILED ${fault}`);
console.log(`${faults.length === 0 ? "ok" : "FAILED"} | ${passed} passed | ${faults.length} failed`);
Deno.exit(faults.length === 0 ? 0 : 1);
