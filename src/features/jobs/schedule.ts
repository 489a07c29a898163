/** Runs tasks at times of a cron pattern, in every server and worker; a task sees to it itself that one at a time does it. */
import { Cron } from "croner";
import { logger } from "../../core/log.ts";
import type { Services } from "../../core/services.ts";
import type { Settings } from "../../core/settings/mod.ts";

const log = logger("schedule");

/** Something to do from time to time. */
export interface PeriodicTask {
  /** For the log, as in "refreshing the map failed". */
  name: string;
  /** Minute, hour, day, month and weekday, in UTC. */
  pattern: (settings: Settings) => string;
  /**
   * Does it. A failure is logged; it is tried again the next time.
   * @param stopping aborted when the process ends, which waits for the task
   */
  run(services: Services, stopping: AbortSignal): Promise<void>;
  /** Whether it was to be done while no process ran, so that it is done at once; not, when left out. */
  wasMissed?(services: Services): Promise<boolean>;
}

/** Tasks that wait for their time. */
export interface Schedule {
  /** Waits for what is running, and starts nothing more. */
  stop(): Promise<void>;
}

/** Starts to run tasks at their times; no task runs twice at once in this process. */
export function startSchedule(services: Services, tasks: readonly PeriodicTask[]): Schedule {
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const perform = (task: PeriodicTask, work: () => Promise<void>): Promise<void> => {
    const run = work()
      .catch((error) => log.error("{task} failed: {error}", { task: task.name, error }))
      .finally(() => running.delete(run));
    running.add(run);
    return run;
  };
  const crons = tasks.map((task) =>
    new Cron(
      task.pattern(services.settings),
      { protect: true, timezone: "UTC" },
      () => perform(task, () => task.run(services, stopping.signal)),
    )
  );
  for (const task of tasks) {
    perform(task, async () => {
      if (await task.wasMissed?.(services)) await task.run(services, stopping.signal);
    });
  }
  return {
    async stop() {
      crons.forEach((cron) => cron.stop());
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** Whether a pattern had a time between the last time and now. */
export function isOverdue(pattern: string, last: Date, now = new Date()): boolean {
  const next = new Cron(pattern, { paused: true, timezone: "UTC" }).nextRun(last);
  return next !== null && next <= now;
}
