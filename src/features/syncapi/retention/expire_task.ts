import type { PeriodicTask } from "../../jobs/mod.ts";
import { logger } from "../../../core/log.ts";
import { expire } from "./retention.ts";

/** Once a day: deletes what is older than its camera keeps it, and files that a crash left behind. */
export const expireAllskyTask: PeriodicTask = {
  name: "deleting old images of cameras",
  pattern: () => "35 11 * * *",
  async run(services) {
    for (const { camera, kind, count, days } of await expire(services)) {
      const details = { camera, kind, count, days };
      logger("syncapi").info("Deleted {count} {kind} of camera {camera}, older than {days} days", details);
    }
  },
};
