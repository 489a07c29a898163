/**
 * Counts how often something is done by key, and says how long to wait before it may be done again. All threads of the process
 * count together.
 */
import type { SharedRow, SharedTable, Team } from "../threads/mod.ts";

/** How much may be done in a burst, and how soon one more. */
export interface RateLimit {
  burst: number;
  secondsPerAttempt: number;
}

/** What counting needs: a clock that never goes back, and room. */
export type Counting = Pick<Team, "now" | "table">;

/** What is left of a burst, and when that was, in milliseconds. */
const LEFT = 0, AT = 1;
const SIZE = { rows: 10_000, fields: 2 };

/** Token buckets. Memory is bounded: one that was not touched for long is forgotten for a new one. */
export class RateCounter {
  readonly #buckets: SharedTable;
  readonly #limit: RateLimit;
  readonly #now: () => number;

  /** @param name of what is counted, the only one of its kind; one with the same name counts the same */
  constructor(name: string, limit: RateLimit, { now, table }: Counting) {
    this.#buckets = table(`rate of ${name}`, SIZE);
    this.#limit = limit;
    this.#now = now;
  }

  /** Seconds until something is possible; 0 for now. */
  waitingTime(key: string): number {
    return this.#buckets.use(key, (row) => {
      const left = this.#refilled(row);
      row.isKept = row.isKnown;
      return this.#secondsUntil(left);
    });
  }

  /**
   * Notes what is done, unless it has to wait.
   * @param amount in the unit of the limit; taking more than is left makes the next one wait longer
   * @returns seconds to wait; 0 when it may be done
   */
  take(key: string, amount = 1): number {
    return this.#buckets.use(key, (row) => {
      const left = this.#refilled(row), seconds = this.#secondsUntil(left);
      this.#keep(row, seconds > 0 ? left : left - amount);
      return seconds;
    });
  }

  /** Forgets the last attempt: it does not count. */
  giveBack(key: string): void {
    this.#buckets.use(key, (row) => this.#keep(row, this.#refilled(row) + 1));
  }

  /** How many keys are known. */
  get size(): number {
    return this.#buckets.size;
  }

  #refilled(row: SharedRow): number {
    if (!row.isKnown) return this.#limit.burst;
    const passed = Math.max(0, this.#now() - row.get(AT));
    return Math.min(this.#limit.burst, row.get(LEFT) + passed / 1000 / this.#limit.secondsPerAttempt);
  }

  #secondsUntil(left: number): number {
    return left >= 1 ? 0 : Math.ceil((1 - left) * this.#limit.secondsPerAttempt);
  }

  #keep(row: SharedRow, left: number): void {
    row.set(LEFT, left);
    row.set(AT, this.#now());
    row.isKept = left < this.#limit.burst;
  }
}
