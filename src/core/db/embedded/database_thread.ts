/** Starts, restarts and stops the worker of the embedded database. */
import { setTimeout as delay } from "node:timers/promises";
import { logger } from "../../log.ts";
import type { LongHold } from "./hold.ts";
import { SharedState } from "./shared_state.ts";
import { watch } from "./watchdog.ts";
import type { StartRequest, WorkerAnswer, WorkerRequest } from "./worker_messages.ts";

/** Milliseconds between attempts to restart a database: the first is immediate, and the pauses grow while it does not start. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/** Milliseconds that the last checkpoint may take when the database is shut down. */
const LONGEST_SHUTDOWN = 30_000;

/** Milliseconds that a statement which is running may take once the database is to be closed. */
const LAST_STATEMENT = 2000;

type WorkerOptions = Omit<StartRequest, "kind" | "memory">;

/** A running worker, and what is shared with it. */
interface Running {
  worker: Worker;
  state: SharedState;
}

/** A database that takes connections. When it crashes it is started again; clients are disconnected meanwhile. */
export class DatabaseThread {
  readonly #options: WorkerOptions;
  #running: Running | undefined;
  #endWatch = () => {};
  #restarting = Promise.resolve();
  readonly #stopping = new AbortController();

  private constructor(options: WorkerOptions, running: Running) {
    this.#options = options;
    this.#adopt(running);
  }

  /**
   * Starts the database and waits until it takes connections.
   * @throws Error when it does not start
   */
  static async start(options: WorkerOptions): Promise<DatabaseThread> {
    return new DatabaseThread(options, await startWorker(options));
  }

  /** From now on no statement may run for long, whatever its limit: the program is about to end. */
  prepareToStop(): void {
    this.#stopping.abort();
  }

  /**
   * Shuts the database down cleanly. If that fails, as on a full disk, or a statement does not end in time, it is
   * terminated, and recovers when it is started again.
   * @param patience milliseconds to wait until all clients have left
   */
  async stop(patience: number): Promise<void> {
    this.prepareToStop();
    await this.#restarting;
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    try {
      await within(patience + LONGEST_SHUTDOWN, ask(running.worker, { kind: "stop", patience }, "stopped"));
    } catch (error) {
      logger("database").error("The embedded database was not shut down cleanly: {error}", { error });
    } finally {
      this.#endWatch();
      await terminate(running);
    }
  }

  #adopt(running: Running): void {
    const { worker, state } = running;
    this.#running = running;
    const fail = (reason: string) => {
      this.#endWatch();
      // A database that is being stopped is not started again: the caller of stop() gets the error instead.
      if (this.#running !== running) return worker.dispatchEvent(new ErrorEvent("error", { message: reason }));
      listenTo(worker, () => {});
      this.#running = undefined;
      this.#restarting = this.#restart(running, reason);
    };
    this.#endWatch = watch(state, {
      strictestLimit: () => this.#stopping.signal.aborted ? LAST_STATEMENT : Infinity,
      onStuck: (milliseconds) => fail(`a statement could not be cancelled after ${Math.round(milliseconds)} ms`),
    });
    listenTo(worker, (answer) => {
      if (answer.kind === "failed") fail(answer.reason);
      else if (answer.kind === "held") logHold(answer.hold);
    });
  }

  /** As PostgreSQL itself restarts when a backend crashed: everybody is disconnected and the WAL is replayed. */
  async #restart(failed: Running, reason: string): Promise<void> {
    const log = logger("database");
    log.error("Restarting the embedded database: {reason}", { reason });
    await terminate(failed);
    for (let pause = FIRST_PAUSE; !this.#stopping.signal.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        this.#adopt(await startWorker(this.#options));
        log.info("The embedded database accepts connections again");
        return;
      } catch (error) {
        log.error("The embedded database could not be restarted: {error}", { error });
      }
      await delay(pause, undefined, { signal: this.#stopping.signal }).catch(() => {});
    }
  }
}

function logHold({ milliseconds, statement, statementMilliseconds }: LongHold): void {
  logger("database").debug(
    "Everybody waited for a transaction of {ms} ms, of which {statementMs} ms were: {statement}",
    {
      ms: Math.round(milliseconds),
      statementMs: Math.round(statementMilliseconds),
      statement,
    },
  );
}

async function startWorker(options: WorkerOptions): Promise<Running> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "embedded-database" });
  const state = new SharedState();
  try {
    await ask(worker, { ...options, kind: "start", memory: state.memory }, "started");
    return { worker, state };
  } catch (error) {
    await terminate({ worker, state });
    throw error;
  }
}

/** Nothing of the worker touches the data folder afterwards, even if its thread lives on for a moment. */
async function terminate({ worker, state }: Running): Promise<void> {
  await state.freeze();
  worker.terminate();
}

function ask(worker: Worker, request: WorkerRequest, expected: WorkerAnswer["kind"]): Promise<void> {
  return new Promise((resolve, reject) => {
    listenTo(worker, (answer) => {
      if (answer.kind === expected) resolve();
      else if (answer.kind === "failed") reject(new Error(answer.reason));
    });
    worker.postMessage(request);
  });
}

async function within(milliseconds: number, promise: Promise<void>): Promise<void> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`it took more than ${milliseconds} ms`)), milliseconds);
  try {
    await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Replaces the receiver of the messages of a worker; an uncaught error counts as a failure. */
function listenTo(worker: Worker, listener: (answer: WorkerAnswer) => void): void {
  worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => listener(data);
  worker.onerror = (event) => {
    event.preventDefault();
    listener({ kind: "failed", reason: event.message });
  };
}
