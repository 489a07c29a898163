/** Everything that is done from time to time. The tasks live with their features. */
import { refreshGridTask } from "../map_grid/mod.ts";
import { sweepUploadsTask } from "../storage/mod.ts";
import { expireAllskyTask } from "../syncapi/mod.ts";
import { completeAbandonedTask } from "../uploads/complete_abandoned.ts";
import type { PeriodicTask } from "./schedule.ts";

export const PERIODIC_TASKS: readonly PeriodicTask[] = [
  refreshGridTask,
  sweepUploadsTask,
  completeAbandonedTask,
  expireAllskyTask,
];
