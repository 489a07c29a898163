/** A server to measure: in a process of its own, started as its owner starts it. */
import { processorTime } from "../../bench/targets/processor_time.ts";

const READY = /is ready: (http:\S+)/;
/** Milliseconds between looks, and within which a server at rest uses hardly any processor time. */
const LOOK_INTERVAL = 100, REST = 4000;
/** Milliseconds of processor time that the schedules of a server at rest take meanwhile, at most. */
const WORK_AT_REST = 60;
/** Milliseconds. */
const LONGEST_WAIT = 120_000;

/** How to start the program, before the arguments of `serve`. */
export type Command = readonly [program: string, ...args: string[]];

/** A running server, with what its start took. */
export interface MeasuredServer extends AsyncDisposable {
  url: string;
  pid: number;
  /** Milliseconds from the start of the process to the banner, by the clock. */
  clock: number;
  /** Milliseconds of processor time until then. */
  processor: number;
}

/**
 * Starts a server, and stops it by SIGTERM at the end.
 * @param folder its data folder
 * @throws Error when it ends instead
 */
export async function startServer(
  [program, ...args]: Command,
  folder: string,
  env: Record<string, string>,
): Promise<MeasuredServer> {
  const startedAt = performance.now();
  const process = new Deno.Command(program, {
    args: [...args, "--port", "0", "--data", folder],
    // Without settings of whoever measures.
    cwd: folder,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const ready = Promise.withResolvers<string>();
  const ended = (async () => {
    let said = "";
    for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) {
      said += text;
      const url = READY.exec(said)?.[1];
      if (url !== undefined) ready.resolve(url);
    }
    ready.reject(new Error(`The server ended: ${said}`));
  })();
  const url = await ready.promise;
  const clock = performance.now() - startedAt;
  return {
    url,
    pid: process.pid,
    clock,
    processor: await processorTime([process.pid]),
    async [Symbol.asyncDispose]() {
      process.kill("SIGTERM");
      await Promise.all([process.status, ended]);
    },
  };
}

/**
 * Waits until a server has come to rest.
 * @throws Error when it does not
 */
export async function untilIdle(pid: number): Promise<void> {
  const deadline = performance.now() + LONGEST_WAIT;
  const seen: number[] = [];
  while (performance.now() < deadline) {
    const now = await processorTime([pid]);
    seen.push(now);
    const before = seen.at(-1 - REST / LOOK_INTERVAL);
    if (before !== undefined && now - before <= WORK_AT_REST) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_INTERVAL));
  }
  throw new Error("The server does not come to rest");
}
