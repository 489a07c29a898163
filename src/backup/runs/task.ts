/** Makes backups by the schedule of the settings. */
import { ApiError } from "../../core/http/errors.ts";
import { isOverdue, type PeriodicTask } from "../../features/jobs/mod.ts";
import { endDeadRuns, readLastRuns } from "./queries.ts";
import { beginBackup } from "./run.ts";

/** The schedule of a new instance counts from its start. */
const started = new Date();

/** Looks every minute, since administrators may change the schedule; a backup that was missed is made then. */
export const backupTask: PeriodicTask = {
  name: "the backup",
  pattern: () => "* * * * *",
  async run(services, stopping) {
    const { BACKUP_FOLDER, BACKUP_CRON } = services.settings;
    if (!BACKUP_FOLDER || BACKUP_CRON === "never") return;
    await endDeadRuns(services.sql);
    const { last } = await readLastRuns(services.sql);
    if (!isOverdue(BACKUP_CRON, last === null ? started : new Date(last))) return;
    try {
      await (await beginBackup(services, services.sql)).finish(stopping);
    } catch (error) {
      // Another server was faster.
      if (!(error instanceof ApiError && error.status === 409)) throw error;
    }
  },
};
