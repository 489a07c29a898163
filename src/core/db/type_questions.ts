/**
 * The question for the types of arrays, which postgres.js (3.4.9) asks by itself on each new connection. It handles no error of
 * it: a connection that is lost just then would end the process. The query for which it connected fails, or connects anew,
 * without our help.
 */
import { logger } from "../log.ts";
import { isDatabaseAway } from "./errors.ts";

/** What postgres.js reads to know them; no query of ours does. */
const TYPE_QUESTION = /\bpg_catalog\.pg_type\b/;

let isGuarded = false;

/** Keeps the process alive when a connection is lost during that question. Once for all pools. */
export function guardTypeQuestions(): void {
  if (isGuarded) return;
  isGuarded = true;
  globalThis.addEventListener("unhandledrejection", (event) => {
    if (!isLostTypeQuestion(event.reason)) return;
    event.preventDefault();
    logger("database").warn("A new connection was lost at once: {error}", { error: event.reason.message });
  });
}

/** Whether an error is that of the question, on a connection that was lost. */
export function isLostTypeQuestion(error: unknown): error is Error {
  const { query } = (error ?? {}) as { query?: unknown };
  return error instanceof Error && typeof query === "string" && TYPE_QUESTION.test(query) && isDatabaseAway(error);
}
