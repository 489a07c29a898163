/** Refreshes the map at `PICTURE_PROCESS_REFRESH_CRON`, and soon after something has changed. */
import { isoOffset } from "../../core/db/timestamps.ts";
import { isOverdue, type PeriodicTask } from "../jobs/mod.ts";
import { hasExpiredCells, lastRefresh } from "./queries.ts";
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

/** A refresh is followed by a pause of so many times its own length: a cell with a million pictures takes seconds to count. */
const PAUSE_FACTOR = 20;

/**
 * Every three seconds: pictures are on maps of whole countries soon after their upload.
 * @param now milliseconds of a clock that only goes forward
 */
export function refreshChangesTask(now: () => number = () => performance.now()): PeriodicTask {
  let pausedUntil = -Infinity;
  return {
    name: "refreshing what has changed on the map",
    pattern: () => "*/3 * * * * *",
    async run({ sql, settings }) {
      if (settings.API_READ_ONLY || now() < pausedUntil || !await hasExpiredCells(sql)) return;
      const start = now();
      await refreshGrid(sql);
      const end = now();
      pausedUntil = end + PAUSE_FACTOR * (end - start);
    },
  };
}
