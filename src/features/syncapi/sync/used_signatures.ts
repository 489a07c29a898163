/**
 * What signatures were used for. They do not cover the method: whoever sees the signature of a GET could delete with it while
 * it is valid. So once it has been used, a signature is valid for another method only from the same address. Scripts can still
 * look something up and then delete it, as they can with indi-allsky's own server. Each process knows only what it saw itself.
 */
import { createHash } from "node:crypto";
import type { SharedTable, Team } from "../../../core/threads/mod.ts";

/** What a signature can be used for; POST and PUT both store. */
export type SignedUse = "read" | "store" | "delete";

const USES: readonly SignedUse[] = ["read", "store", "delete"];
/** Milliseconds for which a signature is remembered: somewhat longer than it is valid. */
const MEMORY = 40 * 60_000;
/** The most signatures that are remembered; older ones are forgotten for new ones. */
const SIZE = { rows: 100_000, fields: 3 };
const USE = 0, ADDRESS = 1, AT = 2;

/** Remembers signatures for as long as they are valid, so that a request cannot be replayed. */
export class UsedSignatures {
  readonly #uses: SharedTable;

  constructor({ table }: Pick<Team, "table">) {
    this.#uses = table("used signatures", SIZE);
  }

  /**
   * Records the use of a signature that has been checked.
   * @param now milliseconds since 1970
   * @returns false when it must not be used this way
   */
  accept(signature: string, use: SignedUse, address: string, now = Date.now()): boolean {
    const wantedUse = USES.indexOf(use), wantedAddress = numberOf(address);
    return this.#uses.use(signature, (row) => {
      if (row.isKnown && now - row.get(AT) < MEMORY) {
        return row.get(USE) === wantedUse || row.get(ADDRESS) === wantedAddress;
      }
      row.set(USE, wantedUse);
      row.set(ADDRESS, wantedAddress);
      row.set(AT, now);
      return true;
    });
  }
}

/** Stands for an address. */
function numberOf(address: string): number {
  return createHash("sha256").update(address).digest().readUIntBE(0, 6);
}
