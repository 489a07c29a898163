/**
 * A table of numbers in memory that all threads of the process share. It is bounded: a key that was not used for long makes room
 * for a new one. Keys are kept as salted hashes, so that their length costs nothing and nobody can choose those that collide.
 */
import { createHash } from "node:crypto";

/** Rows that a key may be in: the one among them that was not used for longest is overwritten. */
const WAYS = 8;
/** Numbers of a row before its fields: the hash of its key, 0 for an empty row, and when it was last used. */
const HASH = 0, USED = 1, FIELDS = 2;
/** In front of all rows: the lock, padded, the salt, and how many uses there were. */
const LOCK_BYTES = 8, SALT_BYTES = 16, USES_BYTES = 8;
const HEAD_BYTES = LOCK_BYTES + SALT_BYTES + USES_BYTES;
const FREE = 0, TAKEN = 1;
/** Looks at the lock before the thread sleeps for a millisecond: whoever has it needs about one microsecond. */
const SPINS = 1000;

/** How large a table is. */
export interface TableSize {
  /** Keys at most. */
  rows: number;
  /** Numbers of each. */
  fields: number;
}

/** The row of a key, to be read and changed while it is used. */
export class SharedRow {
  /** Whether the key was there; if not, all fields are 0. */
  readonly isKnown: boolean;
  /** Whether the key stays. */
  isKept = true;
  readonly #numbers: Float64Array;

  constructor(numbers: Float64Array, isKnown: boolean) {
    this.#numbers = numbers;
    this.isKnown = isKnown;
  }

  /** A field, by its place. */
  get(field: number): number {
    return this.#numbers[field] ?? 0;
  }

  set(field: number, value: number): void {
    this.#numbers[field] = value;
  }

  add(field: number, amount: number): void {
    this.set(field, this.get(field) + amount);
  }
}

/** Numbers by key, which every thread reads and changes as if it were alone. */
export class SharedTable {
  readonly #lock: Int32Array;
  readonly #salt: Uint8Array;
  readonly #uses: Float64Array;
  readonly #rows: Float64Array;
  readonly #width: number;
  readonly #sets: number;

  /** @param memory that of another thread's table; its own when left out */
  constructor(size: TableSize, memory = tableMemory(size)) {
    this.#lock = new Int32Array(memory, 0, 1);
    this.#salt = new Uint8Array(memory, LOCK_BYTES, SALT_BYTES).slice();
    this.#uses = new Float64Array(memory, LOCK_BYTES + SALT_BYTES, 1);
    this.#rows = new Float64Array(memory, HEAD_BYTES);
    this.#width = FIELDS + size.fields;
    this.#sets = setsOf(size);
  }

  /** Does something with the row of a key; other threads that want any row wait meanwhile, so it must be short. */
  use<T>(key: string, work: (row: SharedRow) => T): T {
    const digest = createHash("sha256").update(this.#salt).update(key).digest();
    const hash = digest.readUIntBE(0, 6) + 1, set = digest.readUInt32BE(8) % this.#sets;
    this.#acquire();
    try {
      const { start, isKnown } = this.#find(hash, set);
      const fields = this.#rows.subarray(start + FIELDS, start + this.#width);
      const numbers = isKnown ? fields : new Float64Array(fields.length), row = new SharedRow(numbers, isKnown);
      const result = work(row);
      if (row.isKept) {
        if (!isKnown) fields.set(numbers);
        this.#rows[start + HASH] = hash;
        this.#rows[start + USED] = this.#count();
      } else if (isKnown) {
        this.#rows[start + HASH] = 0;
      }
      return result;
    } finally {
      this.#release();
    }
  }

  /** How many keys there are; it looks at all rows. */
  get size(): number {
    let size = 0;
    for (let start = 0; start < this.#rows.length; start += this.#width) if (this.#rows[start + HASH] !== 0) size++;
    return size;
  }

  /** The row of a key, or the one that it would overwrite. */
  #find(hash: number, set: number): { start: number; isKnown: boolean } {
    const first = set * WAYS * this.#width;
    let oldest = first, leastUsed = Infinity;
    for (let start = first; start < first + WAYS * this.#width; start += this.#width) {
      if (this.#rows[start + HASH] === hash) return { start, isKnown: true };
      const used = this.#rows[start + HASH] === 0 ? -1 : this.#rows[start + USED] ?? 0;
      if (used < leastUsed) [oldest, leastUsed] = [start, used];
    }
    return { start: oldest, isKnown: false };
  }

  /** The number of this use. */
  #count(): number {
    return this.#uses[0] = (this.#uses[0] ?? 0) + 1;
  }

  #acquire(): void {
    for (let spin = 0; Atomics.compareExchange(this.#lock, 0, FREE, TAKEN) !== FREE; spin++) {
      if (spin >= SPINS) Atomics.wait(this.#lock, 0, TAKEN, 1);
    }
  }

  #release(): void {
    Atomics.store(this.#lock, 0, FREE);
    Atomics.notify(this.#lock, 0, 1);
  }
}

/** Memory for a table, with a salt of its own. */
export function tableMemory(size: TableSize): SharedArrayBuffer {
  const rows = setsOf(size) * WAYS * (FIELDS + size.fields);
  const memory = new SharedArrayBuffer(HEAD_BYTES + rows * Float64Array.BYTES_PER_ELEMENT);
  new Uint8Array(memory, LOCK_BYTES, SALT_BYTES).set(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
  return memory;
}

function setsOf({ rows }: TableSize): number {
  return Math.ceil(rows / WAYS);
}
