/** Counts how often something is done by key, and says how long to wait before it may be done again. */

/** How much may be done in a burst, and how soon one more. */
export interface RateLimit {
  burst: number;
  secondsPerAttempt: number;
}

interface Bucket {
  left: number;
  /** Milliseconds. */
  at: number;
}

/** About 200 bytes each, with keys of up to 64 characters. */
const MOST_BUCKETS = 10_000;

/** Token buckets. Memory is bounded: the bucket that was not touched for longest is forgotten first. */
export class RateCounter {
  readonly #buckets = new Map<string, Bucket>();
  readonly #limit: RateLimit;
  readonly #now: () => number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(limit: RateLimit, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Seconds until something is possible; 0 for now. */
  waitingTime(key: string): number {
    const { left } = this.#refilled(key);
    return left >= 1 ? 0 : Math.ceil((1 - left) * this.#limit.secondsPerAttempt);
  }

  /**
   * Notes what was done.
   * @param amount in the unit of the limit; taking more than is left makes the next one wait longer
   */
  take(key: string, amount = 1): void {
    const { left, at } = this.#refilled(key);
    this.#keep(key, { left: left - amount, at });
  }

  /** Forgets the last attempt: it does not count. */
  giveBack(key: string): void {
    this.take(key, -1);
  }

  /** How many keys are known. */
  get size(): number {
    return this.#buckets.size;
  }

  #refilled(key: string): Bucket {
    const at = this.#now();
    const bucket = this.#buckets.get(key);
    if (!bucket) return { left: this.#limit.burst, at };
    const gained = (at - bucket.at) / 1000 / this.#limit.secondsPerAttempt;
    return { left: Math.min(this.#limit.burst, bucket.left + gained), at };
  }

  #keep(key: string, bucket: Bucket): void {
    this.#buckets.delete(key);
    if (bucket.left >= this.#limit.burst) return;
    this.#buckets.set(key, bucket);
    if (this.#buckets.size <= MOST_BUCKETS) return;
    for (const oldest of this.#buckets.keys()) {
      this.#buckets.delete(oldest);
      break;
    }
  }
}
