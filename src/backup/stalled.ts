/** Ends work that has stopped making progress, for example because a database or a store does not answer. */

/** Seconds without progress after which a backup or a restoration fails. */
export const STALL_LIMIT = 60;

/** The database, the store or the disk does not answer. */
export class StalledError extends Error {
  override name = "StalledError";

  /** @param seconds without progress */
  constructor(seconds: number) {
    super(`No progress for ${seconds} s: the database, the storage or the disk does not respond`);
  }
}

/** When to end work that is under way. */
export interface Patience {
  /** Seconds that may pass without progress; 60 when left out. */
  stallLimit?: number;
  /** Ends the work at once, with the signal's reason as the error. */
  signal?: AbortSignal;
}

/**
 * Runs some work that calls `alive` whenever it gets further.
 * @throws StalledError when it does not for too long; the work is then left to itself
 */
export async function failWhenStalled<T>(
  { stallLimit = STALL_LIMIT, signal }: Patience,
  work: (alive: () => void) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const end = Promise.withResolvers<never>();
  const abort = () => end.reject(signal?.reason);
  signal?.addEventListener("abort", abort);
  let last = performance.now();
  const timer = setInterval(() => {
    if (performance.now() - last > stallLimit * 1000) end.reject(new StalledError(stallLimit));
  }, Math.min(1000, stallLimit * 250));
  try {
    return await Promise.race([work(() => last = performance.now()), end.promise]);
  } finally {
    clearInterval(timer);
    signal?.removeEventListener("abort", abort);
  }
}
