/** Everything that is done from time to time. Tasks of a feature live with it. */
import { synchronizedTime, watchClock } from "../core/steady_clock.ts";
import { sweepUploads } from "../core/storage/mod.ts";
import { forgetOver } from "../features/accounts/mod.ts";
import type { PeriodicTask } from "../features/jobs/mod.ts";
import { backupTask } from "../backup/mod.ts";
import { alertTask } from "../health/mod.ts";
import { expireEvents } from "../features/audit/mod.ts";
import { expireOriginalsTask } from "../features/pictures/mod.ts";
import { refreshChangesTask, refreshGridTask } from "../features/map_grid/mod.ts";
import { checkMediaTask, scrubTask } from "../features/scrub/mod.ts";
import { expireAllskyTask, removeUnconfirmedMediaTask } from "../features/syncapi/mod.ts";
import { completeAbandonedTask, removeUnconfirmedTask } from "../features/uploads/mod.ts";

/** Every hour. The stores are core, which knows nothing of tasks; hence this one is here. */
const sweepUploadsTask: PeriodicTask = {
  name: "removing interrupted uploads",
  pattern: () => "17 * * * *",
  run: ({ stores }) => sweepUploads(stores),
};

/** Every hour, as some machines are off at night. The audit log is below the jobs and knows nothing about tasks. */
const expireAuditLogTask: PeriodicTask = {
  name: "deleting old events of the audit log",
  pattern: () => "41 * * * *",
  run: expireEvents,
};

/** Every hour. Jobs stand on accounts, which know nothing about tasks. */
const forgetOverTask: PeriodicTask = {
  name: "forgetting sessions, links and tokens that are over",
  pattern: () => "47 * * * *",
  run: forgetOver,
};

/** At the start and every ten minutes: tasks that delete by age need to know since when the clock runs evenly. */
const watchClockTask: PeriodicTask = {
  name: "the watch over the clock",
  pattern: () => "*/10 * * * *",
  run: async ({ sql }) => void await watchClock(sql, { synchronized: await synchronizedTime() }),
  wasMissed: () => Promise.resolve(true),
};

/** What runs on a schedule, in one process at a time. */
export const PERIODIC_TASKS: readonly PeriodicTask[] = [
  refreshGridTask,
  refreshChangesTask(),
  sweepUploadsTask,
  removeUnconfirmedTask,
  removeUnconfirmedMediaTask,
  completeAbandonedTask,
  expireAllskyTask,
  expireOriginalsTask,
  expireAuditLogTask,
  forgetOverTask,
  watchClockTask,
  backupTask,
  alertTask,
  scrubTask,
  checkMediaTask,
];
