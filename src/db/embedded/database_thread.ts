/** Starts, restarts and stops the worker of the embedded database. */
import { logger } from "../../log.ts";
import { removeSocket } from "./socket_path.ts";
import type { StartRequest, WorkerAnswer, WorkerRequest } from "./worker_messages.ts";

/** Restarts after which a database that crashes again and again is left alone. */
const MOST_RESTARTS = 10;
/** Milliseconds without a crash after which restarts are no longer counted. */
const CALM = 10 * 60_000;

/** Milliseconds that a query which is running, and the last checkpoint, may take when the database is ended. */
const LONGEST_END = 30_000;

/** A database that takes connections. When it crashes it is started again; clients are disconnected meanwhile. */
export class DatabaseThread {
  #worker: Worker;
  #restarts = 0;
  #crashedAt = 0;
  #restarting = Promise.resolve();
  #isStopping = false;

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
    this.#isStopping = true;
    await this.#restarting;
    try {
      await within(patience + LONGEST_END, ask(this.#worker, { kind: "stop", patience }, "stopped"));
    } catch (error) {
      logger("database").error("The embedded database did not end in order: {error}", { error });
    } finally {
      this.#worker.terminate();
    }
  }

  #watch(): void {
    listenTo(this.#worker, (answer) => {
      if (answer.kind === "failed") this.#restarting = this.#restarting.then(() => this.#restart(answer.reason));
    });
  }

  /** As PostgreSQL itself restarts when a backend crashed: everybody is disconnected and the WAL is replayed. */
  async #restart(reason: string): Promise<void> {
    if (this.#isStopping) return;
    const log = logger("database");
    if (performance.now() - this.#crashedAt > CALM) this.#restarts = 0;
    this.#crashedAt = performance.now();
    this.#worker.terminate();
    await removeSocket(this.request.socket);
    if (++this.#restarts > MOST_RESTARTS) {
      log.error("The embedded database crashes again and again, and is not started any more: {reason}", { reason });
      return;
    }
    log.error("The embedded database crashed and is started again: {reason}", { reason });
    try {
      this.#worker = await startWorker(this.request);
      this.#watch();
      log.info("The embedded database takes connections again");
    } catch (error) {
      log.error("The embedded database did not start again: {error}", { error });
    }
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
