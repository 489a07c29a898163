/** Our server in a separate process, as `serve` starts it. */
import { runArguments } from "../../scripts/project.ts";
import { readSettings } from "../../src/core/settings/mod.ts";
import { threadCount } from "../../src/main/threads/thread_count.ts";
import { run } from "./run.ts";
import { StartError, type Target } from "./target.ts";

const MAIN = new URL("../../main.ts", import.meta.url).pathname;
const READY = /is ready: (http:\S+)/;
/** Further threads join later. */
const JOINED = /\d+ threads answer requests/;
/** Signs the tokens of a server that is gone after the run. */
const SECRET_KEY = "0123456789abcdef0123456789abcdef";
const LINES_OF_FAILURE = 8;
/** Milliseconds. */
const LONGEST_START = 120_000;

/**
 * Starts a server on an empty data folder, with one job at once for each core.
 * @param settings environment variables; without `DB_URL` it uses the embedded database
 * @param onLine called with each line that the server writes
 * @throws StartError
 */
export async function startOwnServer(
  settings: Record<string, string>,
  onLine: (line: string) => void = () => {},
): Promise<Target> {
  const folder = await Deno.makeTempDir({ prefix: "panoramax-bench-" });
  const env = { PICTURE_PROCESS_THREADS_LIMIT: "-1", FLASK_SECRET_KEY: SECRET_KEY, ...settings };
  const process = new Deno.Command(Deno.execPath(), {
    args: [...await runArguments(), "--env-file", "/dev/null", "serve", "--port", "0", "--data", folder],
    env,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const { promise: ready, resolve } = Promise.withResolvers<string>(), joined = Promise.withResolvers<void>();
  if (threadCount(readSettings({ ...Deno.env.toObject(), ...env })) === 1) joined.resolve();
  const said: string[] = [];
  const listen = async (output: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const line of output.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())) {
      said.splice(0, said.length - LINES_OF_FAILURE + 1);
      said.push(line);
      onLine(line);
      const address = READY.exec(line)?.[1];
      if (address) resolve(address);
      if (JOINED.test(line)) joined.resolve();
    }
  };
  const ended = Promise.all([process.status, listen(process.stdout), listen(process.stderr)]);
  const timer = setTimeout(() => process.kill("SIGKILL"), LONGEST_START);
  const url = await Promise.race([joined.promise.then(() => ready), ended.then(() => undefined)]);
  clearTimeout(timer);
  if (url === undefined) {
    await Deno.remove(folder, { recursive: true });
    throw new StartError(`The server did not start:\n${said.join("\n")}`);
  }
  return {
    url,
    token: await defaultToken(folder, env),
    pid: process.pid,
    workers: [process.pid],
    async [Symbol.asyncDispose]() {
      process.kill("SIGTERM");
      await ended;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** The token of the account that owns anonymous uploads; undefined where the embedded database is open already. */
async function defaultToken(folder: string, env: Record<string, string>): Promise<string | undefined> {
  if (env.DB_URL === undefined) return undefined;
  const args = ["run", "-A", MAIN, "--env-file", "/dev/null", "default-account-tokens", "get", "--data", folder];
  return (await run(Deno.execPath(), args, env)).trim();
}

/** Cuts text into its lines. */
class TextLineStream extends TransformStream<string, string> {
  constructor() {
    let rest = "";
    super({
      transform(chunk, controller) {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) controller.enqueue(line);
      },
      flush(controller) {
        if (rest) controller.enqueue(rest);
      },
    });
  }
}
