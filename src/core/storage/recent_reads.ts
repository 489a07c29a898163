/** Remembers which small files were read lately, since the system still has those in memory. */
import { Remembered } from "../remembered.ts";

/** Entries of about 200 bytes. */
const MOST = 4000;
/** Milliseconds since it was last read for which a file is believed to be in memory. */
const LATELY = 60_000;
/** Milliseconds after which even a slow disk has given what was first asked for. */
const ARRIVED = 1000;

/** When files were read, as `performance.now()`. */
export class RecentReads {
  readonly #reads = new Remembered<string, { first: number; last: number }>(MOST);

  /**
   * Notes that a file is read now.
   * @param path any text that names the file
   * @returns whether it was read lately, so that the system need not ask the disk
   */
  note(path: string, now = performance.now()): boolean {
    const read = this.#reads.get(path);
    if (!read || now - read.last > LATELY) {
      this.#reads.set(path, { first: now, last: now });
      return false;
    }
    read.last = now;
    return now - read.first > ARRIVED;
  }
}
