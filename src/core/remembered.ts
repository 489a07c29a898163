/** A bounded memory: what was used last stays, what was not used for longest goes first. */
export class Remembered<Key, Value> {
  readonly #most: number;
  /** In the order of last use, as a Map keeps the order of insertion. */
  readonly #entries = new Map<Key, Value>();

  /** @param most how many entries are kept */
  constructor(most: number) {
    this.#most = most;
  }

  /** The value, which counts as used now; undefined when there is none. */
  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  /** Keeps a value, instead of the one that was not used for longest when there is no room. */
  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const oldest = this.oldest();
    if (oldest !== undefined && this.#entries.size > this.#most) this.#entries.delete(oldest);
  }

  /** The key that was not used for longest; undefined when nothing is kept. */
  oldest(): Key | undefined {
    for (const key of this.#entries.keys()) return key;
    return undefined;
  }

  delete(key: Key): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  get size(): number {
    return this.#entries.size;
  }
}
