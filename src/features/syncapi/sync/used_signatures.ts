/**
 * What signatures were used for. They do not cover the method: whoever sees the signature of a GET could delete with it while
 * it is valid. So once it has been used, a signature is valid for another method only from the same address. Scripts can still
 * look something up and then delete it, as they can with indi-allsky's own server. Each process knows only what it saw itself.
 */

/** What a signature can be used for; POST and PUT both store. */
export type SignedUse = "read" | "store" | "delete";

/** Milliseconds for which a signature is remembered: somewhat longer than it is valid. */
const MEMORY = 40 * 60_000;
/** The most signatures that are remembered; the oldest are forgotten first. */
const MOST = 100_000;

interface Use {
  use: SignedUse;
  address: string;
  at: number;
}

/** Remembers signatures for as long as they are valid, so that a request cannot be replayed. */
export class UsedSignatures {
  readonly #uses = new Map<string, Use>();

  /**
   * Records the use of a signature that has been checked.
   * @param now milliseconds since 1970
   * @returns false when it must not be used this way
   */
  accept(signature: string, use: SignedUse, address: string, now = Date.now()): boolean {
    this.#forget(now);
    const first = this.#uses.get(signature);
    if (first) return first.use === use || first.address === address;
    this.#uses.set(signature, { use, address, at: now });
    return true;
  }

  #forget(now: number): void {
    for (const [signature, { at }] of this.#uses) {
      if (now - at < MEMORY && this.#uses.size < MOST) return;
      this.#uses.delete(signature);
    }
  }
}
