/** Checkpoints and vacuums on a schedule: the embedded database has no background process that would. */
import { Cron } from "croner";
import { logger } from "../../log.ts";
import { openPool } from "../sql.ts";
import { checkpointAfterWrites, vacuumAllTables, vacuumChangedTables } from "./vacuum.ts";

const EVERY_MINUTE = "* * * * *";
const EVERY_FIVE_MINUTES = "*/5 * * * *";
const EVERY_NIGHT = "30 3 * * *";

/** Maintenance that is running. */
export interface Maintenance {
  /** Waits for what is being done, and does no more. */
  stop(): Promise<void>;
}

/** @param socket of the embedded database */
export function startMaintenance(socket: string): Maintenance {
  const sql = openPool({ socket }, { max: 1 });
  let doing = Promise.resolve();
  const schedule = (pattern: string, task: () => Promise<void>) =>
    new Cron(pattern, { protect: true }, () => doing = doing.then(task).catch(report));
  let checkpointedAt: number | undefined;
  const schedules = [
    schedule(EVERY_MINUTE, () => vacuumChangedTables(sql)),
    schedule(EVERY_FIVE_MINUTES, async () => {
      checkpointedAt = await checkpointAfterWrites(sql, checkpointedAt);
    }),
    schedule(EVERY_NIGHT, () => vacuumAllTables(sql)),
  ];
  return {
    async stop() {
      schedules.forEach((one) => one.stop());
      await doing;
      await sql.end({ timeout: 5 });
    },
  };
}

function report(error: unknown): void {
  logger("database").error("Maintenance of the embedded database failed: {error}", { error });
}
