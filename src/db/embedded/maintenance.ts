/** Checkpoints and vacuums on a schedule: the embedded database has no process that does it by itself. */
import { Cron } from "croner";
import { logger } from "../../log.ts";
import { openPool, type Sql } from "../sql.ts";
import { allTables, changedTables, checkpoint, type Table, vacuumTable, walPosition } from "./queries.ts";

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
  let checkpointed: number | undefined;
  const jobs = [
    schedule(EVERY_FIVE_MINUTES, async () => {
      if (await walPosition(sql) === checkpointed) return;
      await vacuum(sql, await changedTables(sql));
      await checkpoint(sql);
      checkpointed = await walPosition(sql);
    }),
    schedule(EVERY_NIGHT, async () => vacuum(sql, await allTables(sql))),
  ];
  return {
    async stop() {
      jobs.forEach((job) => job.stop());
      await doing;
      await sql.end({ timeout: 5 });
    },
  };
}

/** Table by table, so that others get their turn between. */
async function vacuum(sql: Sql, tables: Table[]): Promise<void> {
  for (const table of tables) await vacuumTable(sql, table);
}

function report(error: unknown): void {
  logger("database").error("Maintenance of the embedded database failed: {error}", { error });
}
