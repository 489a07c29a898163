/** Runs the harness, which is a program in Python, and reads what it found. */
import { join } from "node:path";

/** What is tested, and by what. */
export interface Subject {
  /** Folder of the harness, with `run.py`. */
  harness: string;
  /** URL of a superuser of a PostgreSQL server with PostGIS. */
  pg: string;
  /** How to start the program, before its arguments. */
  program: string[];
}

/** How a test of the harness ended. */
export interface TestOutcome {
  outcome: "passed" | "failed" | "error" | "skipped";
  message: string;
}

/** By the test's id, such as `tests/integration/test_auth.py::test_logout`. */
export type Outcomes = Map<string, TestOutcome>;

/** All groups of the harness, in two halves that take about as long as each other. */
export const GROUPS_AT_ONCE: readonly string[][] = [
  ["items", "pictures", "stac", "map", "pages", "annotations", "semantics", "reports", "excluded_areas", "stats"],
  ["upload_sets", "collections", "fixed_data", "auth", "users", "configuration", "transfer"],
];

/**
 * Runs sets of groups beside each other.
 * @throws Error when a run came to no result
 */
export async function runGroups(subject: Subject, sets: readonly string[][]): Promise<Outcomes> {
  // Its first run installs what the harness needs; two at once would do so in the same place.
  await python(subject.harness, ["--driver", "panoramax", "--pg", subject.pg, "--list"], "null");
  const found = await Promise.all(sets.map((groups) => runSet(subject, groups)));
  return new Map(found.flat());
}

/**
 * The harness passes no settings of its caller on. It serves the other instance of transfers on this machine, and its secret
 * keys are short.
 */
const SETTINGS = ["API_TRANSFER_PRIVATE_HOSTS=127.0.0.1", "ALLOW_SHORT_SECRET_KEY=true"];

async function runSet({ harness, pg, program }: Subject, groups: string[]): Promise<[string, TestOutcome][]> {
  const results = await Deno.makeTempFile({ suffix: ".json" });
  try {
    const command = ["env", ...SETTINGS, ...program].join(" ");
    const code = await python(harness, [
      ...["--driver", "panoramax", "--pg", pg, "--results", results],
      ...["--serve", `${command} serve --port {port}`, "--cli", command],
      ...groups.flatMap((group) => ["--group", group]),
    ], "inherit");
    if (code > 1) throw new Error(`The harness could not run the groups ${groups.join(", ")}`);
    return Object.entries(JSON.parse(await Deno.readTextFile(results)).tests);
  } finally {
    await Deno.remove(results);
  }
}

async function python(harness: string, args: string[], stdout: "inherit" | "null"): Promise<number> {
  const process = new Deno.Command("python3", { args: [join(harness, "run.py"), ...args], stdin: "null", stdout });
  return (await process.output()).code;
}
