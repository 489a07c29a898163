/** Work that a request begins and nobody waits for, which must not outlive the process. */
import type { Sql } from "./db/sql.ts";

/** Work of this process beside requests and jobs. */
export class BackgroundWork {
  /** Connections for work that takes long. */
  readonly sql: Sql;
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(sql: Sql) {
    this.sql = sql;
  }

  /** Begins some work, which ends when the signal is aborted, and takes care of its own errors. */
  begin(work: (stopping: AbortSignal) => Promise<void>): void {
    const running: Promise<void> = work(this.#stopping.signal).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Ends all work, and waits for it. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error("The process ended"));
    await Promise.all(this.#running);
  }
}
