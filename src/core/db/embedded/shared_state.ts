/**
 * A few numbers that the thread of the embedded database and the main thread share, because a query holds its thread: by
 * them the main thread sees how long a statement has been running, and makes sure that a backend which it is about to
 * terminate changes no file any more.
 */

/** Counts up when a run of the backend starts and when it ends, so it is odd while one is running. */
const RUNS = 0;
/** Milliseconds that the current run may take; 0 for no limit. */
const LIMIT = 1;
/** 1 once files must not be changed any more. */
const IS_FROZEN = 2;
/** 1 while a file is being changed. */
const IS_CHANGING = 3;

const LENGTH = 4;

/** Milliseconds between looks whether a change has ended. */
const LOOK_INTERVAL = 2;

/** Milliseconds; longer than any disk takes for one write or sync. */
const LONGEST_CHANGE = 60_000;

export class SharedState {
  readonly #numbers: Int32Array<SharedArrayBuffer>;

  /** @param memory of the other side; new memory when left out */
  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(LENGTH * Int32Array.BYTES_PER_ELEMENT)) {
    this.#numbers = new Int32Array(memory);
  }

  /**
   * Marks a run of the backend. Called by the thread of the database.
   * @param limit milliseconds that the run may take; 0 for no limit
   */
  async during<T>(limit: number, run: () => Promise<T>): Promise<T> {
    Atomics.store(this.#numbers, LIMIT, limit);
    Atomics.add(this.#numbers, RUNS, 1);
    try {
      return await run();
    } finally {
      // A stack that overflowed inside of a change may have left its mark.
      Atomics.store(this.#numbers, IS_CHANGING, 0);
      Atomics.add(this.#numbers, RUNS, 1);
    }
  }

  /** The run of the moment and its limit in milliseconds; undefined between runs. */
  get currentRun(): { number: number; limit: number } | undefined {
    const number = Atomics.load(this.#numbers, RUNS);
    return number % 2 === 0 ? undefined : { number, limit: Atomics.load(this.#numbers, LIMIT) };
  }

  /**
   * Changes a file, unless files are frozen. Called by the thread of the database.
   * @throws Error when they are
   */
  change<T>(operation: () => T): T {
    Atomics.store(this.#numbers, IS_CHANGING, 1);
    try {
      if (Atomics.load(this.#numbers, IS_FROZEN)) throw new Error("The database is being terminated");
      return operation();
    } finally {
      Atomics.store(this.#numbers, IS_CHANGING, 0);
    }
  }

  /**
   * Makes every later change fail and waits for the one that is under way. Without this, a thread that is being terminated
   * could still finish a write while its successor already recovers the same files.
   */
  async freeze(): Promise<void> {
    Atomics.store(this.#numbers, IS_FROZEN, 1);
    const deadline = performance.now() + LONGEST_CHANGE;
    while (Atomics.load(this.#numbers, IS_CHANGING) && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_INTERVAL));
    }
  }
}
