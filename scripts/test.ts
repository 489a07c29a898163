/**
 * Runs all tests: `deno task test`. Arguments go to `deno test`. As many files run at once as DENO_JOBS says, or there are
 * processors; they share as many embedded databases.
 */
import { resolve } from "node:path";
import { startEmbeddedServers } from "../tests/support/embedded_servers.ts";

const PROJECT = resolve(import.meta.dirname!, "..");
/** Run by `deno task clients`, and by steps of .ci/run. */
const ELSEWHERE = ["tests/clients/"];

const jobs = Number(Deno.env.get("DENO_JOBS")) || navigator.hardwareConcurrency;
await using servers = await startEmbeddedServers(jobs);
const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["test", "--allow-all", "--no-check", "--parallel", `--ignore=${ELSEWHERE.join()}`, ...Deno.args, "tests/"],
  cwd: PROJECT,
  env: servers.variables,
}).spawn().status;
Deno.exitCode = code;
