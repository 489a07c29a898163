/**
 * `deno task fuzz`: sends changed and random input to everything that reads what strangers send, and stops at the first input
 * that is neither read nor refused. The input is kept in `fuzz/findings/`, where a test reads it again ever after.
 */
import { parseArgs } from "node:util";
import { Random } from "./random.ts";
import type { OpenTarget, Target } from "./target.ts";
import { TARGETS } from "./targets.ts";

const HELP = `Usage: deno task fuzz [--minutes N] [--seed N] [--target NAME]...

Options:
  --minutes N    how long, for all targets together (default 5)
  --seed N       start of the random choices; printed, so that a run can be repeated
  --target NAME  only this target, or these: ${Object.keys(TARGETS).join(", ")}

Examples:
  deno task fuzz --minutes 30
  deno task fuzz --target jpeg --target cql2-text`;

const options = parseArgs({
  args: Deno.args,
  options: {
    minutes: { type: "string", default: "5" },
    seed: { type: "string", default: String(Date.now() % 2 ** 32) },
    target: { type: "string", multiple: true, default: Object.keys(TARGETS) },
    help: { type: "boolean", default: false },
  },
}).values;
if (options.help) {
  console.log(HELP);
  Deno.exit(0);
}
const minutes = Number(options.minutes), seed = Number(options.seed);
const unknown = options.target.filter((name) => !(name in TARGETS));
if (!(minutes > 0) || !Number.isInteger(seed) || unknown.length > 0) {
  console.error(unknown.length > 0 ? `Unknown target: ${unknown.join(", ")}\n\n${HELP}` : HELP);
  Deno.exit(2);
}

let findings = 0;
for (const name of options.target) {
  const open = TARGETS[name];
  if (open && !await fuzz(open, minutes * 60_000 / options.target.length)) findings++;
}
console.log(`${options.target.length - findings} passed, ${findings} failed`);
if (findings > 0) Deno.exit(1);

/** Fuzzes one target; whether nothing was found. */
async function fuzz(open: OpenTarget, milliseconds: number): Promise<boolean> {
  const target = await open();
  const random = new Random(seed);
  const end = performance.now() + milliseconds;
  let count = 0, found = false;
  while (!found && performance.now() < end) {
    found = !await checked(target, target.generate(random));
    count++;
  }
  try {
    await target[Symbol.asyncDispose]();
  } catch (error) {
    console.error(`${target.name}: at the end: ${error instanceof Error ? error.stack : error}`);
    found = true;
  }
  console.log(`${target.name}: ${count} inputs, seed ${seed}${found ? ", FAILED" : ""}`);
  return !found;
}

async function checked(target: Target, input: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    await target.check(input);
    return true;
  } catch (error) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", input)).toHex().slice(0, 16);
    const file = new URL(`findings/${target.name}-${digest}`, import.meta.url);
    await Deno.mkdir(new URL(".", file), { recursive: true });
    await Deno.writeFile(file, input);
    console.error(`${target.name}: ${error instanceof Error ? error.stack : error}\nThe input is in ${file.pathname}`);
    return false;
  }
}
