/**
 * What signatures were used for. They do not cover the method: whoever learns the signature of a GET could delete with it, as
 * long as it is valid. So a signature that was used once is valid for another method from the same address alone. That lets
 * scripts ask for something and then delete it, as indi-allsky's own server does. Each process remembers what it saw itself.
 */

/** What a signature can be used for; POST and PUT both store. */
export type SignedUse = "read" | "store" | "delete";

/** Milliseconds for which a signature is remembered: somewhat more than one is valid. */
const MEMORY = 40 * 60_000;
/** Signatures that are remembered at most; the oldest ones go first. */
const MOST = 100_000;

interface Use {
  use: SignedUse;
  address: string;
  at: number;
}

export class UsedSignatures {
  readonly #uses = new Map<string, Use>();

  /**
   * Notes the use of a signature that was checked before.
   * @param now milliseconds since 1970
   * @returns false when it must not be used so
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
