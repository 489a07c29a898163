/** A server of the runtime alone, measured next to ours: both get slower when the machine does. */
import { StartError, type Target } from "../targets/target.ts";

const PROGRAM = new URL("calibration_server.ts", import.meta.url).pathname;

/** Starts it. */
export async function startCalibration(): Promise<Target> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-net", PROGRAM],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const [bytes] = await Array.fromAsync(takeFirst(process.stdout));
  if (!bytes) throw new StartError("The server for the calibration did not start");
  return {
    url: new TextDecoder().decode(bytes).trim(),
    token: undefined,
    pid: process.pid,
    workers: [process.pid],
    async [Symbol.asyncDispose]() {
      process.kill("SIGTERM");
      await process.status;
    },
  };
}

async function* takeFirst<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  for await (const chunk of stream) {
    yield chunk;
    return;
  }
}
