/** Cancels statements of the embedded database that run for too long. */
import type { SharedState } from "./shared_state.ts";

/** Milliseconds between looks. */
const LOOK_INTERVAL = 100;

/** Milliseconds in which a statement that was cancelled has to end. Some long computations look for that only rarely. */
const TIME_TO_END = 5000;

/** When the watchdog cancels a statement, and what it does when that does not help. */
export interface WatchdogOptions {
  /** Limit in milliseconds of every run, in addition to its own limit; read at each check. */
  strictestLimit(): number;
  /** Called once for a statement that was cancelled and does not end. */
  onStuck(milliseconds: number): void;
}

/**
 * Watches a database until the returned function is called. Time is counted in looks rather than read from a clock, so that
 * a machine that sleeps, or a main thread that is busy, does not make a statement look slow.
 */
export function watch(state: SharedState, { strictestLimit, onStuck }: WatchdogOptions): () => void {
  let watched: number | undefined;
  let elapsed = 0;
  let lookedAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const passed = Math.min(now - lookedAt, 2 * LOOK_INTERVAL);
    lookedAt = now;
    const run = state.currentRun;
    elapsed = run && run.number === watched ? elapsed + passed : 0;
    watched = run?.number;
    if (!run) return;
    const limit = Math.min(run.limit || Infinity, strictestLimit());
    if (elapsed < limit) return;
    if (elapsed < limit + TIME_TO_END) return state.cancelRun();
    clearInterval(timer);
    onStuck(elapsed);
  }, LOOK_INTERVAL);
  Deno.unrefTimer(timer);
  return () => clearInterval(timer);
}
