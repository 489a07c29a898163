/** Decides in which thread the quick operations on a disk are done. */

/** Milliseconds up to which an operation is quick. */
const QUICK = 1;
/** The part of its time that a thread may wait for operations that were not. */
const SHARE = 0.05;
/** Milliseconds that it may have waited more than that. */
const MOST_AHEAD = 10;

/**
 * Does operations that mostly change only what the system has in memory, such as giving a file its name, in the thread that asks:
 * handing them to another one costs several times as much. Making files and folders is none of them: the system may have to read where
 * there is room, and one in eight takes more than a millisecond. A disk may be slow or far away all the same, and nothing else happens in
 * this thread meanwhile. So when slow operations took more than a twentieth of its time, others do the next ones until they no longer
 * do. A single slow one says little: on a busy machine, the thread may just have waited for a core.
 */
export class AtOnce {
  readonly #now: () => number;
  /** Milliseconds waited beyond the share, and when that was. */
  #ahead = 0;
  #since = 0;

  /** @param now a clock in milliseconds that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Does an operation.
   * @param here does it in this thread
   * @param elsewhere does the same in another one
   */
  async do<T>(here: () => T, elsewhere: () => Promise<T>): Promise<T> {
    const start = this.#now();
    this.#ahead = Math.max(0, this.#ahead - (start - this.#since) * SHARE);
    this.#since = start;
    if (this.#ahead > MOST_AHEAD) return await elsewhere();
    try {
      return here();
    } finally {
      this.#since = this.#now();
      const duration = this.#since - start;
      if (duration > QUICK) this.#ahead += duration;
    }
  }
}
