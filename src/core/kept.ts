/**
 * Keeps what was made of rows for as long as nothing at all has changed in the database.
 *
 * Every request learns, in a query that begins after it has arrived, which transactions the database shows at that moment (its
 * snapshot): with a token or session this is the query for the caller, which is needed anyway. Equal snapshots show equal rows.
 * So what is kept is never older than the request, whichever server or job wrote last, and no notification can come too late.
 * Any write makes everything that is kept worthless, also one of another database of the same PostgreSQL server.
 */
import { findMomentTogether, stampOf } from "./db/moments.ts";
import type { Sql } from "./db/sql.ts";
import { Remembered } from "./remembered.ts";

/** Milliseconds. Nothing kept depends on the time, but should it ever do so, it is not wrong for long. */
const LONGEST_TRUST = 60_000;

interface Entry<Value> {
  /** When it was true; undefined where it was only asked for. */
  moment?: string;
  /** As `performance.now()`. */
  since: number;
  value?: Value;
  size: number;
}

/** Values by everything they depend on in addition to the rows of the database. */
export class Kept<Value> {
  readonly #entries: Remembered<string, Entry<Value>>;
  readonly #sql: Sql;
  readonly #most: number;
  readonly #least: number;
  #size = 0;

  /**
   * @param most how much is kept of all values together, in bytes or whatever `keep()` is told
   * @param least what each counts at least
   */
  constructor(sql: Sql, { most, least }: { most: number; least: number }) {
    this.#sql = sql;
    this.#most = most;
    this.#least = least;
    this.#entries = new Remembered(most / least);
  }

  /** How much is kept. */
  get size(): number {
    return this.#size;
  }

  /**
   * The moment of a request. Undefined if nobody looked it up yet and the value was not asked for recently: then a query for it
   * would cost more than it saves.
   * @param snapshot that of the query for the caller
   */
  async momentOf(key: string, snapshot: string | undefined): Promise<string | undefined> {
    if (snapshot !== undefined) return stampOf(this.#sql, snapshot);
    if (this.#entries.get(key)) return stampOf(this.#sql, await findMomentTogether(this.#sql));
    this.#set(key, { since: performance.now(), size: this.#least });
    return undefined;
  }

  /** The value that is true at a moment. */
  find(key: string, moment: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry || entry.moment !== moment || performance.now() - entry.since >= LONGEST_TRUST) return undefined;
    return entry.value;
  }

  /** Keeps a value that was made of what the database showed at a moment or later. */
  keep(key: string, moment: string, value: Value, valueSize = this.#least): void {
    const size = Math.max(valueSize, this.#least);
    if (size <= this.#most / 4) this.#set(key, { moment, since: performance.now(), value, size });
  }

  /** What is kept for a request, or else what is found now; undefined is not kept. */
  async ask(
    key: string,
    snapshot: string | undefined,
    find: () => Promise<Value | undefined>,
  ): Promise<Value | undefined> {
    const moment = await this.momentOf(key, snapshot);
    if (moment === undefined) return await find();
    const known = this.find(key, moment);
    if (known !== undefined) return known;
    const value = await find();
    if (value !== undefined) this.keep(key, moment, value);
    return value;
  }

  #set(key: string, entry: Entry<Value>): void {
    this.#drop(key);
    this.#size += entry.size;
    // Before there are too many, so that none leaves without being counted.
    while (this.#size > this.#most) this.#drop(this.#entries.oldest());
    this.#entries.set(key, entry);
  }

  #drop(key: string | undefined): void {
    const entry = key === undefined ? undefined : this.#entries.get(key);
    if (key === undefined || !entry) return;
    this.#entries.delete(key);
    this.#size -= entry.size;
  }
}
