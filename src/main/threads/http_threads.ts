/** Starts the threads that answer requests besides the first one, watches them, and stops them. */
import type { Target } from "../../core/db/sql.ts";
import type { Services } from "../../core/services.ts";
import { orAfter } from "../../core/patience.ts";
import { givenTexts } from "../../core/settings/mod.ts";
import { HEARTBEATS, watchBeats } from "./heartbeats.ts";
import type { FromThread, ToThread } from "./messages.ts";

/** Milliseconds that a thread may take to stop; requests get 30 s. */
const LONGEST_STOP = 45_000;

/** A thread has failed. */
export class ThreadError extends Error {
  override name = "ThreadError";
}

/** The other threads of a server. */
export interface HttpThreads {
  /** Once all of them answer requests; never when one cannot start. */
  joined: Promise<unknown>;
  /** Whether the event loops of all of them run. */
  areWell(): boolean;
  /** Rejects with a ThreadError when one of them has failed. */
  failure: Promise<never>;
  /** They accept nothing more, and end when their running requests have. */
  stop(): Promise<void>;
}

/** Where and how many. */
export interface ThreadsOptions {
  /** All that answer requests, the first one included. */
  threads: number;
  database: Target;
  port: number;
  /** What such a thread runs. `deno compile` needs `--include` of it. */
  entry?: URL;
}

/**
 * Starts them. Each joins when it is ready: the first thread answers meanwhile, and nobody has to wait. One that cannot start has
 * failed like one that fails later.
 */
export function startHttpThreads({ team, settings }: Services, options: ThreadsOptions): HttpThreads {
  const { threads, database, port, entry = new URL("./http_thread.ts", import.meta.url) } = options;
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  const beats = team.numbers(HEARTBEATS, threads);
  const others = Array.from({ length: threads - 1 }, (_, index) => startThread(index + 2));
  const watch = watchBeats(beats);

  function startThread(number: number) {
    const worker = new Worker(entry, { type: "module", name: `http-${number}` });
    const ready = Promise.withResolvers<void>(), stopped = Promise.withResolvers<void>();
    const send = (message: ToThread) => worker.postMessage(message);
    const line = team.connect({ postMessage: (message) => send({ kind: "line", message }) }, { isStarting: true });
    const fail = (text: string) => {
      const error = new ThreadError(`Thread ${number} of ${threads} has failed: ${text}`);
      line.disconnect();
      stopped.resolve();
      failure.reject(error);
    };
    worker.onmessage = ({ data }: MessageEvent<FromThread>) => {
      if (data.kind === "ready") {
        line.begin();
        ready.resolve();
      } else if (data.kind === "stopped") stopped.resolve();
      else if (data.kind === "failed") fail(data.text);
      else line.receive(data.message);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(event.message);
    };
    send({
      kind: "start",
      start: { invitation: team.invite(number), threads, given: givenTexts(settings), database, port },
    });
    return { worker, ready: ready.promise, stopped: stopped.promise, send };
  }

  async function stop(): Promise<void> {
    watch.stop();
    for (const { send } of others) send({ kind: "stop" });
    await orAfter(LONGEST_STOP, [], Promise.all(others.map(({ stopped }) => stopped)));
    for (const { worker } of others) worker.terminate();
  }

  const joined = Promise.all(others.map(({ ready }) => ready));
  return { joined, areWell: watch.areWell, failure: failure.promise, stop };
}
