/** Starts, restarts and stops the worker of the embedded database. */
import { setTimeout as delay } from "node:timers/promises";
import { logger } from "../../log.ts";
import type { StartRequest, WorkerAnswer, WorkerRequest } from "./worker_messages.ts";

/** Milliseconds before a database that crashed is started again: none at first, then more and more. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** Milliseconds without a crash after which crashes are no longer counted. */
const CALM = 10 * 60_000;

/** Milliseconds that a query which is running, and the last checkpoint, may take when the database is ended. */
const LONGEST_END = 30_000;

/** A database that takes connections. When it crashes it is started again; clients are disconnected meanwhile. */
export class DatabaseThread {
  #worker: Worker;
  #isRunning = true;
  #crashes = 0;
  #crashedAt = 0;
  #restarting = Promise.resolve();
  readonly #stopping = new AbortController();

  private constructor(private readonly request: StartRequest, worker: Worker) {
    this.#worker = worker;
    this.#watch();
  }

  /**
   * Starts the database and waits until it takes connections.
   * @throws Error when it does not start
   */
  static async start(request: StartRequest): Promise<DatabaseThread> {
    return new DatabaseThread(request, await startWorker(request));
  }

  /**
   * Ends the database in order; one that fails at it, as on a full disk, recovers when it is started again.
   * @param patience milliseconds to wait until all clients have left
   */
  async stop(patience: number): Promise<void> {
    this.#stopping.abort();
    await this.#restarting;
    if (!this.#isRunning) return;
    try {
      await within(patience + LONGEST_END, ask(this.#worker, { kind: "stop", patience }, "stopped"));
    } catch (error) {
      logger("database").error("The embedded database did not end in order: {error}", { error });
    } finally {
      this.#worker.terminate();
    }
  }

  #watch(): void {
    const worker = this.#worker;
    listenTo(worker, (answer) => {
      if (answer.kind !== "failed") return;
      listenTo(worker, () => {});
      this.#restarting = this.#restart(answer.reason);
    });
  }

  /** As PostgreSQL itself restarts when a backend crashed: everybody is disconnected and the WAL is replayed. */
  async #restart(reason: string): Promise<void> {
    const log = logger("database");
    log.error("The embedded database crashed and is started again: {reason}", { reason });
    this.#worker.terminate();
    this.#isRunning = false;
    while (!this.#isRunning && !this.#stopping.signal.aborted) {
      await this.#pause();
      try {
        this.#worker = await startWorker(this.request);
        this.#isRunning = true;
        this.#watch();
        log.info("The embedded database takes connections again");
      } catch (error) {
        log.error("The embedded database did not start again: {error}", { error });
      }
    }
  }

  async #pause(): Promise<void> {
    const now = performance.now();
    this.#crashes = now - this.#crashedAt > CALM ? 1 : this.#crashes + 1;
    this.#crashedAt = now;
    if (this.#crashes === 1) return;
    const milliseconds = Math.min(FIRST_PAUSE * 2 ** (this.#crashes - 2), LONGEST_PAUSE);
    await delay(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}

async function startWorker(request: StartRequest): Promise<Worker> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "embedded-database" });
  try {
    await ask(worker, request, "started");
    return worker;
  } catch (error) {
    worker.terminate();
    throw error;
  }
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

/** Replaces who is told what a worker says; an uncaught error counts as a failure. */
function listenTo(worker: Worker, listener: (answer: WorkerAnswer) => void): void {
  worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => listener(data);
  worker.onerror = (event) => {
    event.preventDefault();
    listener({ kind: "failed", reason: event.message });
  };
}
