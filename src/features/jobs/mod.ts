/**
 * Background work: the queue of jobs in the database, the runner that does them, and the schedule of periodic tasks.
 *
 * Features declare what a job or a task does (`JobKind`, `PeriodicTask`) next to what it is about; `src/main/job_kinds.ts` and
 * `src/main/periodic_tasks.ts` list them. This folder knows none of them: it may import accounts and core, nothing else.
 */
export { jobsAdminRoutes } from "./admin/routes.ts";
export {
  type AttemptErrorColumns,
  errorInLanguage,
  type Job,
  JobError,
  JobInterrupted,
  type JobKind,
  type JobOutcome,
  pictureOf,
  pictureToDeleteOf,
  RecoverableJobError,
  ServiceAwayError,
  type Task,
} from "./job.ts";
export { queueJobAgain, releaseAllClaims, wasQueuedBefore } from "./queries.ts";
export { jobsRoutes } from "./routes.ts";
export { type Runner, startRunner } from "./runner.ts";
export { isOverdue, type PeriodicTask, type Schedule, startSchedule } from "./schedule.ts";
