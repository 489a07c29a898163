/**
 * A drill: what can happen to a server happens to it while clients upload, edit and delete. Afterwards nothing may be missing
 * that was acknowledged.
 *
 *     deno task drill [--kills N] [--minutes M] [--long] [--database embedded|native] [--scenario NAME]…
 *
 * `--long` kills as often as it can in the time: `--scenario machines --long` takes an hour, half of it on a bucket.
 */
import { readArguments } from "../scripts/arguments.ts";
import type { Instance } from "../tests/support/instances.ts";
import { killRepeatedly } from "./kills.ts";
import { killMachines } from "./machines.ts";
import { disturbBucket, fillDisk, restartPostgres, soak, stepClock, takeBlurringAway } from "./outages.ts";
import { type Cluster, startCluster } from "../tests/support/postgres_cluster.ts";

const SCENARIOS = ["kills", "disk", "postgres", "machines", "bucket", "blurring", "clock", "soak"] as const;
type Scenario = (typeof SCENARIOS)[number];

const values = readArguments(import.meta.url, {
  kills: { type: "string" },
  minutes: { type: "string" },
  long: { type: "boolean", default: false },
  database: { type: "string" },
  scenario: { type: "string", multiple: true },
});
const kills = values.long ? Infinity : Number(values.kills ?? 20), minutes = Number(values.minutes ?? 30);
const scenarios = SCENARIOS.filter((name) => !values.scenario || values.scenario.includes(name));

await using cluster = values.database === "embedded" ? undefined : await startCluster();
if (cluster) Deno.env.set("TEST_DB_URL", cluster.url);
const kinds = (["embedded", "native"] as const).filter((kind) =>
  (values.database === undefined || values.database === kind) && (kind === "embedded" || Deno.env.has("TEST_DB_URL"))
);

let problems = 0;
for (const kind of kinds) {
  for (const scenario of scenarios) {
    const found = await run(scenario, kind);
    if (!found) {
      console.log(`${kind}, ${scenario}: skipped, this machine lacks what it takes`);
      continue;
    }
    console.log(`${kind}, ${scenario}: ${found.length} problems`);
    for (const problem of found) console.log(`  ${problem}`);
    problems += found.length;
  }
}
console.log(`${problems} lost`);
Deno.exitCode = problems === 0 && kinds.length > 0 ? 0 : 1;

/** @returns what is wrong; undefined when the scenario cannot be played here */
async function run(scenario: Scenario, kind: Instance["kind"]): Promise<string[] | undefined> {
  switch (scenario) {
    case "kills":
      return await killRepeatedly(kind, { kills, minutes, cluster });
    case "disk":
      return await fillDisk(kind);
    case "postgres":
      return kind === "native" && cluster ? await restartPostgres(cluster) : undefined;
    case "machines":
      return kind === "native" && cluster ? await runMachines(cluster) : undefined;
    case "bucket":
      return await disturbBucket(kind);
    case "blurring":
      return await takeBlurringAway(kind);
    case "clock":
      return await stepClock(kind);
    case "soak":
      return await soak(kind, minutes);
  }
}

/** On a shared folder, then on a bucket if there is one. */
async function runMachines(cluster: Cluster): Promise<string[]> {
  const problems: string[] = [];
  for (const files of ["folder", "bucket"] as const) {
    problems.push(...await killMachines(cluster, { kills, minutes, files }) ?? []);
  }
  return problems;
}
