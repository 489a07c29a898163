/** Removes what interrupted uploads left behind: nobody was told that it is safe, and no row claims it. */
import type { PeriodicTask } from "../../features/jobs/schedule.ts";
import { logger } from "../log.ts";
import type { Stores } from "./open.ts";

const EVERY_HOUR = "17 * * * *";

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

/** Sweeps every hour, as long as a process runs. */
export const sweepUploadsTask: PeriodicTask = {
  name: "removing interrupted uploads",
  pattern: () => EVERY_HOUR,
  run: ({ stores }) => sweepUploads(stores),
};
