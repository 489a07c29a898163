/**
 * The lookup of array types, which postgres.js (3.4.9) does on each new connection. It does not handle errors of that query: a
 * connection that is lost at that moment would end the process. The query for which it connected fails, or connects again,
 * without our help.
 */
import { logger } from "../log.ts";
import { isDatabaseAway } from "./errors.ts";
import { textOf } from "../thrown.ts";

/** The table that postgres.js reads for it; no query of ours does. */
const LOOKUP = /\bpg_catalog\.pg_type\b/;

let isGuarded = false;

/** Keeps the process alive when a connection is lost during that lookup. Once for all pools. */
export function guardArrayTypeLookups(): void {
  if (isGuarded) return;
  isGuarded = true;
  globalThis.addEventListener("unhandledrejection", (event) => {
    if (!isLostLookup(event.reason)) return;
    event.preventDefault();
    logger("database").warn("A new connection was lost immediately: {error}", { error: event.reason.message });
  });
}

/** Whether an error is that of the lookup, on a connection that was lost. */
export function isLostLookup(error: unknown): error is Error {
  const query = textOf(error, "query");
  return error instanceof Error && query !== undefined && LOOKUP.test(query) && isDatabaseAway(error);
}
