/** Starts and stops the worker of the embedded database. */
import type { StartRequest, WorkerAnswer, WorkerRequest } from "./worker_messages.ts";

/** A running database. */
export class DatabaseThread {
  private constructor(private readonly worker: Worker) {}

  /**
   * Starts the database and waits until it takes connections.
   * @param onFailure called when the database breaks later
   * @throws Error when it does not start
   */
  static async start(
    request: Omit<StartRequest, "kind">,
    onFailure: (reason: string) => void,
  ): Promise<DatabaseThread> {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "embedded-database" });
    const thread = new DatabaseThread(worker);
    try {
      await thread.#ask({ kind: "start", ...request }, "started");
    } catch (error) {
      worker.terminate();
      throw error;
    }
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      if (data.kind === "failed") onFailure(data.reason);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      onFailure(event.message);
    };
    return thread;
  }

  /**
   * Ends the database in order.
   * @param patience milliseconds to wait until all clients have left
   */
  async stop(patience: number): Promise<void> {
    try {
      await this.#ask({ kind: "stop", patience }, "stopped");
    } finally {
      this.worker.terminate();
    }
  }

  #ask(request: WorkerRequest, expected: WorkerAnswer["kind"]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
        if (data.kind === expected) resolve();
        else if (data.kind === "failed") reject(new Error(data.reason));
      };
      this.worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
      this.worker.postMessage(request);
    });
  }
}
