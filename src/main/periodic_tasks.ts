/** Everything that is done from time to time. The tasks live with their features. */
import { refreshGridTask } from "../features/map_grid/mod.ts";
import { sweepUploadsTask } from "../core/storage/mod.ts";
import { expireAllskyTask } from "../features/syncapi/mod.ts";
import { completeAbandonedTask } from "../features/uploads/complete_abandoned.ts";
import type { PeriodicTask } from "../features/jobs/schedule.ts";

export const PERIODIC_TASKS: readonly PeriodicTask[] = [
  refreshGridTask,
  sweepUploadsTask,
  completeAbandonedTask,
  expireAllskyTask,
];
