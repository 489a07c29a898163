/** Makes backups by the schedule of the settings. */
import { ApiError } from "../../core/http/errors.ts";
import { isOverdue, type PeriodicTask } from "../../features/jobs/mod.ts";
import { endDeadRuns, readLastRuns } from "./queries.ts";
import { beginBackup } from "./run.ts";

/** The schedule of a new instance counts from its start. */
const started = new Date();

/** Milliseconds by which the clock of the database may be ahead of ours, by which a new instance started. */
const CLOCKS_DIFFER = 3600_000;

/** Looks every minute, since administrators may change the schedule; a backup that was missed is made then. */
export const backupTask: PeriodicTask = {
  name: "the backup",
  pattern: () => "* * * * *",
  async run(services, stopping) {
    const { BACKUP_FOLDER, BACKUP_CRON } = services.settings;
    if (!BACKUP_FOLDER || BACKUP_CRON === "never") return;
    await endDeadRuns(services.sql);
    const { now, last, last_id: after } = await readLastRuns(services.sql);
    const since = last === null ? started : new Date(last);
    // After the clock was put back, the schedule would wait until it shows that time again.
    const isFromFuture = since.getTime() > now + CLOCKS_DIFFER;
    if (!isFromFuture && !isOverdue(BACKUP_CRON, since, new Date(now))) return;
    try {
      await (await beginBackup(services, services.sql, { after })).finish(stopping);
    } catch (error) {
      // Another server was faster.
      if (!(error instanceof ApiError && error.status === 409)) throw error;
    }
  },
};
