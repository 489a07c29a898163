/**
 * A few numbers that the thread of the embedded database and the main thread share, because a query holds its thread: by
 * them the main thread sees how long a statement has been running, cancels it, and makes sure that a backend which it is
 * about to replace stops changing files.
 */

/** Counts up when a run of the backend starts and when it ends, so it is odd while one is running. */
const RUNS = 0;
/** Milliseconds that the current run may take; 0 for no limit. */
const LIMIT = 1;
/** 1 once files may no longer be changed. */
const IS_FROZEN = 2;
/** 1 while a file is being changed. */
const IS_CHANGING = 3;
/** Where PostgreSQL's variables of these names are in the memory of the WebAssembly module. */
const INTERRUPT_PENDING = 4;
const QUERY_CANCEL_PENDING = 5;

const NUMBERS = 6;
/** After the numbers, 64 bits: the address of that memory in this process; 0 while it is not known. */
const ADDRESS_OFFSET = NUMBERS * Int32Array.BYTES_PER_ELEMENT;
const LENGTH = ADDRESS_OFFSET + BigInt64Array.BYTES_PER_ELEMENT;

/** Milliseconds between looks whether a change has ended. */
const LOOK_INTERVAL = 2;

/** Milliseconds; longer than any disk takes for one write or sync. */
const LONGEST_CHANGE = 60_000;

/** PostgreSQL's own flags, which its signal handlers set and its loops look at (`CHECK_FOR_INTERRUPTS`). */
export interface InterruptFlags {
  /** All memory of the WebAssembly module. */
  memory: Uint8Array<ArrayBuffer>;
  /** Addresses in that memory. */
  interruptPending: number;
  queryCancelPending: number;
}

/** What the database's thread and the watchdog tell each other while a statement blocks the thread. */
export class SharedState {
  readonly #numbers: Int32Array<SharedArrayBuffer>;
  readonly #address: BigInt64Array<SharedArrayBuffer>;

  /** @param memory of the other side; new memory when left out */
  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(LENGTH)) {
    this.#numbers = new Int32Array(memory, 0, NUMBERS);
    this.#address = new BigInt64Array(memory, ADDRESS_OFFSET, 1);
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

  /** Tells the main thread how to cancel statements. Called by the thread of the database, again when its memory moved. */
  publishFlags({ memory, interruptPending, queryCancelPending }: InterruptFlags): void {
    Atomics.store(this.#numbers, INTERRUPT_PENDING, interruptPending);
    Atomics.store(this.#numbers, QUERY_CANCEL_PENDING, queryCancelPending);
    Atomics.store(this.#address, 0, Deno.UnsafePointer.value(Deno.UnsafePointer.of(memory)));
  }

  /**
   * Does what PostgreSQL's handler of SIGINT does: the statement that is running fails with 57014 (`query_canceled`) as soon
   * as it looks. Called by the main thread. Memory of WebAssembly cannot be shared with a module that was not built for
   * that, so it is written to by its address.
   */
  cancelRun(): void {
    const base = Deno.UnsafePointer.create(Atomics.load(this.#address, 0));
    if (!base) return;
    for (const flag of [QUERY_CANCEL_PENDING, INTERRUPT_PENDING]) {
      const offset = Atomics.load(this.#numbers, flag);
      new Int32Array(Deno.UnsafePointerView.getArrayBuffer(base, Int32Array.BYTES_PER_ELEMENT, offset))[0] = 1;
    }
  }

  /**
   * Changes a file, unless files are frozen. Called by the thread of the database.
   * @throws Error when they are
   */
  change<T>(operation: () => T): T {
    Atomics.store(this.#numbers, IS_CHANGING, 1);
    try {
      if (Atomics.load(this.#numbers, IS_FROZEN)) throw new Error("Another thread has taken over the database");
      return operation();
    } finally {
      Atomics.store(this.#numbers, IS_CHANGING, 0);
    }
  }

  /**
   * Makes every later change fail and waits for the one that is under way. A thread that is busy cannot be terminated: it
   * must no longer write when its successor recovers the same files.
   */
  async freeze(): Promise<void> {
    Atomics.store(this.#numbers, IS_FROZEN, 1);
    const deadline = performance.now() + LONGEST_CHANGE;
    while (Atomics.load(this.#numbers, IS_CHANGING) && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_INTERVAL));
    }
  }
}
