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

/**
 * All groups of the harness, in three parts that take about as long as each other: two would leave a third of two processors
 * unused, as tests wait for servers and these for jobs. The servers of the first answer with one thread, which starts sooner;
 * the others with as many as there are processors.
 */
export const GROUPS_AT_ONCE: readonly string[][] = [
  ["items", "pictures", "stac", "map", "pages"],
  ["upload_sets", "auth", "users", "configuration", "transfer"],
  ["collections", "fixed_data", "annotations", "semantics", "reports", "excluded_areas", "stats"],
];

/**
 * Runs sets of groups at the same time.
 * @throws Error when a run came to no result
 */
export async function runGroups(subject: Subject, sets: readonly string[][]): Promise<Outcomes> {
  // Its first run installs what the harness needs; several at once would do so in the same place.
  await python(subject.harness, ["--driver", "panoramax", "--pg", subject.pg, "--list"], () => {});
  const found = await Promise.all(
    sets.map((groups, n) => runSet(subject, groups, n === 0 && sets.length > 1 ? ["HTTP_THREADS=1"] : [])),
  );
  return new Map(found.flat());
}

/**
 * The harness passes no settings of its caller on. It serves the other instance of transfers on this machine, and its secret
 * keys are short.
 */
const SETTINGS = ["API_TRANSFER_PRIVATE_HOSTS=127.0.0.1", "ALLOW_SHORT_SECRET_KEY=true"];

async function runSet(
  { harness, pg, program }: Subject,
  groups: string[],
  settings: string[],
): Promise<[string, TestOutcome][]> {
  const results = await Deno.makeTempFile({ suffix: ".json" });
  try {
    const command = ["env", ...SETTINGS, ...settings, ...program].join(" ");
    const code = await python(harness, [
      ...["--driver", "panoramax", "--pg", pg, "--results", results],
      ...["--serve", `${command} serve --port {port}`, "--cli", command],
      ...groups.flatMap((group) => ["--group", group]),
    ], printProgress);
    if (code > 1) throw new Error(`The harness could not run the groups ${groups.join(", ")}`);
    return Object.entries(JSON.parse(await Deno.readTextFile(results)).tests);
  } finally {
    await Deno.remove(results);
  }
}

/** The harness calls every test that fails FAILED; which of them are faults is only known when all have ended. */
function printProgress(line: string): void {
  if (!line.startsWith("FAILED ")) console.log(line);
}

async function python(harness: string, args: string[], print: (line: string) => void): Promise<number> {
  const command = new Deno.Command("python3", {
    args: [join(harness, "run.py"), ...args],
    stdin: "null",
    stdout: "piped",
  });
  const process = command.spawn();
  for await (const line of linesOf(process.stdout)) print(line);
  return (await process.status).code;
}

async function* linesOf(bytes: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let rest = "";
  for await (const text of bytes.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest) yield rest;
}
