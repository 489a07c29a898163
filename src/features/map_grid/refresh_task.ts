/** Refreshes the map at `PICTURE_PROCESS_REFRESH_CRON`. */
import { isoOffset } from "../../core/db/timestamps.ts";
import { isOverdue, type PeriodicTask } from "../jobs/mod.ts";
import { lastRefresh } from "./queries.ts";
import { refreshGrid } from "./refresh.ts";

/** When another process is already refreshing, this one waits for its next turn. */
export const refreshGridTask: PeriodicTask = {
  name: "refreshing the map",
  pattern: (settings) => settings.PICTURE_PROCESS_REFRESH_CRON,
  async run({ sql }) {
    await refreshGrid(sql);
  },
  async wasMissed({ sql, settings }) {
    const last = await lastRefresh(sql);
    return last === null || isOverdue(settings.PICTURE_PROCESS_REFRESH_CRON, new Date(isoOffset(last)));
  },
};
