/** Each thread beats regularly while its event loop runs, in memory that all share. */
import { logger } from "../../core/log.ts";

const log = logger("threads");
/** The name of that memory. */
export const HEARTBEATS = "heartbeats";
/** Milliseconds between two beats. */
const BEAT = 1_000;
/** Milliseconds without a beat until a thread counts as stuck. */
const STUCK = 30_000;

/** Beats until it is stopped. @param place of the thread */
export function beat(beats: Int32Array, place: number): () => void {
  const timer = setInterval(() => Atomics.add(beats, place, 1), BEAT);
  return () => clearInterval(timer);
}

/** Looks regularly whether all threads but the first one beat, and logs when one does not, or does again. */
export function watchBeats(
  beats: Int32Array,
  { interval = BEAT, stuckAfter = STUCK } = {},
): { areWell(): boolean; stop(): void } {
  const threads = Array.from(beats, (beat, place) => ({ beat, place, at: performance.now(), isStuck: false })).slice(1);
  const timer = setInterval(() => {
    const now = performance.now();
    for (const thread of threads) {
      const { place, isStuck, at } = thread, number = place + 1, beat = Atomics.load(beats, place);
      if (beat !== thread.beat) {
        if (isStuck) log.warn("Thread {number} runs again", { number });
        Object.assign(thread, { beat, at: now, isStuck: false });
      } else if (!isStuck && now - at > stuckAfter) {
        thread.isStuck = true;
        log.error("Thread {number} has answered nothing for {seconds} s", { number, seconds: stuckAfter / 1000 });
      }
    }
  }, interval);
  return { areWell: () => threads.every(({ isStuck }) => !isStuck), stop: () => clearInterval(timer) };
}
