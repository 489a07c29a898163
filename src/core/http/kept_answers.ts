/** Keeps answers for as long as nothing has changed in the database (`core/kept.ts`), each for the one caller it was made for. */
import type { MiddlewareHandler } from "hono";
import type { Sql } from "../db/sql.ts";
import { Kept } from "../kept.ts";
import { settingsVersion } from "../settings/mod.ts";
import { baseUrl } from "./base_url.ts";
import { conditionalBody, type MeasuredBody } from "./conditional_text.ts";
import { callerOf, type RequestContext, type RequestVariables } from "./context.ts";
import { type MadeText, textOfAnswer } from "./made_text.ts";

/** Bytes of all answers, and what a small one counts as. */
const BOUNDS = { most: 8 * 1024 * 1024, least: 1024 };
/** Characters of a key; whoever sends longer ones gets nothing from memory. */
const LONGEST_KEY = 2048;

interface KeptAnswer {
  made: MadeText;
  /** What is sent, from the second request on. */
  body?: MeasuredBody;
}

/** Answers from memory where the same was answered to the same caller, and nothing has changed since. It follows the guard. */
export function keepAnswers(sql: Sql): MiddlewareHandler<RequestVariables> {
  const kept = new Kept<KeptAnswer>(sql, BOUNDS);
  return async function keepAnswers(context, next) {
    const key = keyOf(context);
    const moment = key.length > LONGEST_KEY ? undefined : await kept.momentOf(key, context.get("moment"));
    if (moment === undefined) return await next();
    const found = kept.find(key, moment);
    if (found) return answerAgain(context, found.made, found.body ??= quickestBody(found.made.text));
    await next();
    const made = textOfAnswer(context.res);
    if (made) kept.keep(key, moment, { made }, made.text.length + key.length);
  };
}

/** Everything that the answer of a route with `isKept` may depend on. No header or address can hold a line break. */
function keyOf(context: RequestContext): string {
  const { req } = context, caller = callerOf(context);
  return [
    caller ? `${caller.id} ${caller.role} ${context.get("scopes")?.join() ?? "all"}` : "",
    baseUrl(context),
    // They are changed a moment after their row is.
    settingsVersion(),
    req.header("Accept") ?? "",
    req.header("Accept-Language") ?? "",
    req.url,
  ].join("\n");
}

function answerAgain(context: RequestContext, { etag, headers }: MadeText, measured: MeasuredBody): Response {
  if (etag !== undefined) return conditionalBody(context, etag, headers, () => measured);
  return new Response(measured.body, { headers: { ...headers, "Content-Length": String(measured.length) } });
}

/**
 * What the runtime sends with the least work: of 350 kB of ASCII, a text takes half as long as bytes, which it copies. Where it would
 * have to write other characters as UTF-8 each time, that takes four times as long.
 */
function quickestBody(text: string): MeasuredBody {
  const bytes = new TextEncoder().encode(text), { length } = bytes;
  return { body: length === text.length ? text : bytes, length };
}
