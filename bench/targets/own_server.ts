/** Our server in a separate process, as `serve` starts it. */
import { StartError, type Target } from "./target.ts";

const MAIN = new URL("../../main.ts", import.meta.url).pathname;
const READY = /is ready: (http:\S+)/;
const LINES_OF_FAILURE = 8;
/** Milliseconds. */
const LONGEST_START = 120_000;

/**
 * Starts a server on an empty data folder, with one job at once for each core.
 * @param settings environment variables; without `DB_URL` it uses the embedded database
 * @throws StartError
 */
export async function startOwnServer(settings: Record<string, string>): Promise<Target> {
  const folder = await Deno.makeTempDir({ prefix: "panoramax-bench-" });
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", MAIN, "--env-file", "/dev/null", "serve", "--port", "0", "--data", folder],
    env: { PICTURE_PROCESS_THREADS_LIMIT: "-1", ...settings },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const { promise: ready, resolve } = Promise.withResolvers<string>();
  const said: string[] = [];
  const listen = async (output: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const line of output.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())) {
      said.splice(0, said.length - LINES_OF_FAILURE + 1);
      said.push(line);
      const address = READY.exec(line)?.[1];
      if (address) resolve(address);
    }
  };
  const ended = Promise.all([process.status, listen(process.stdout), listen(process.stderr)]);
  const timer = setTimeout(() => process.kill("SIGKILL"), LONGEST_START);
  const url = await Promise.race([ready, ended.then(() => undefined)]);
  clearTimeout(timer);
  if (url === undefined) {
    await Deno.remove(folder, { recursive: true });
    throw new StartError(`The server did not start:\n${said.join("\n")}`);
  }
  return {
    url,
    pid: process.pid,
    workers: [process.pid],
    async [Symbol.asyncDispose]() {
      process.kill("SIGTERM");
      await ended;
      await Deno.remove(folder, { recursive: true });
    },
  };
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
