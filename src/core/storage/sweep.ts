/** Removes what interrupted uploads left behind: it was never acknowledged, and no row refers to it. */
import { logger } from "../log.ts";
import type { Stores } from "./open.ts";

/**
 * Sweeps all stores.
 * @param olderThan milliseconds; by default so old that no other process can still be writing them
 */
export async function sweepUploads(stores: Stores, olderThan?: number): Promise<void> {
  for (const store of [stores.tmp, stores.permanent, stores.derivates]) {
    const count = await store.sweepTemporary(olderThan);
    if (count > 0) {
      const { location } = store;
      logger("storage").info("Removed {count} interrupted uploads from {location}", { count, location });
    }
  }
}
