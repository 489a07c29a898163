/** How the connections of a process are divided among its pools. */

/** The part of the `DB_MAX_CNX` connections that are not for requests. */
const BACKGROUND_SHARE = 0.3;

/** Connections of one thread. */
export interface PoolSizes {
  requests: number;
  background: number;
}

/**
 * The pools of one of so many threads. All together they open no more connections than there may be, or one each.
 * @param isFirst whether it is the thread that runs the jobs
 */
export function poolSizes(most: number, threads: number, isFirst: boolean): PoolSizes {
  const others = threads - 1;
  const wanted = Math.max(1, Math.round(most * BACKGROUND_SHARE) - others);
  const background = Math.max(1, Math.min(wanted, most - threads - others));
  const ofRequests = most - background - others;
  const each = Math.max(1, Math.floor(ofRequests / threads));
  return isFirst
    ? { requests: Math.max(1, ofRequests - others * each), background }
    : { requests: each, background: 1 };
}
