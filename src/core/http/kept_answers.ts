/**
 * Keeps answers for as long as nothing at all has changed in the database, each for the one caller it was made for.
 *
 * Every request learns, in a query that begins after it has arrived, which transactions the database shows at that moment (its
 * snapshot): with a token or session this is the query for the caller, which is needed anyway. Equal snapshots show equal rows.
 * So a kept answer is never older than the request, whichever server or job wrote last, and no notification can come too late.
 * Any write makes all kept answers worthless, also one of another database of the same PostgreSQL server.
 */
import type { MiddlewareHandler } from "hono";
import { findMoment, lossesOf } from "../db/moments.ts";
import type { Sql } from "../db/sql.ts";
import { Remembered } from "../remembered.ts";
import { SharedLookups } from "../shared_lookups.ts";
import { baseUrl } from "./base_url.ts";
import { conditionalBody } from "./conditional_text.ts";
import { callerOf, type RequestContext, type RequestVariables } from "./context.ts";
import { type MadeText, textOfAnswer } from "./made_text.ts";

/** Bytes of everything that is kept. */
const MOST_BYTES = 8 * 1024 * 1024;
/** What a small answer counts as. */
const LEAST_BYTES = 1024;
/** Characters of a key; whoever sends longer ones gets nothing from memory. */
const LONGEST_KEY = 2048;
/** Milliseconds. No answer depends on the time, but should one ever do so, it is not wrong for long. */
const LONGEST_TRUST = 60_000;

interface Entry {
  /** When it was true; undefined where the answer was only asked for. */
  moment?: string;
  /** As `performance.now()`. */
  since: number;
  made?: MadeText;
  /** The text in UTF-8, from the second request on. */
  bytes?: Uint8Array<ArrayBuffer>;
  size: number;
}

/** Knows answers by everything they depend on in addition to the rows of the database. */
export class KeptAnswers {
  readonly #entries = new Remembered<string, Entry>(MOST_BYTES / LEAST_BYTES);
  readonly #moments = new SharedLookups<string>();
  readonly #sql: Sql;
  #bytes = 0;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** How many bytes are kept. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * The moment of a request. Undefined if nobody looked it up yet and the answer was not asked for recently: then a query for it
   * would cost more than it saves.
   * @param snapshot that of the query for the caller
   */
  async momentOf(key: string, snapshot: string | undefined): Promise<string | undefined> {
    if (snapshot === undefined && !this.#entries.get(key)) {
      this.#set(key, { since: performance.now(), size: LEAST_BYTES });
      return undefined;
    }
    const known = snapshot ?? await this.#moments.ask("", () => findMoment(this.#sql));
    // After a crash, PostgreSQL may use numbers of transactions again that it lost; it also loses all connections.
    return `${lossesOf(this.#sql)} ${known}`;
  }

  /** The answer that is true at a moment. */
  find(key: string, moment: string): { made: MadeText; bytes: Uint8Array<ArrayBuffer> } | undefined {
    const entry = this.#entries.get(key);
    if (!entry?.made || entry.moment !== moment || performance.now() - entry.since >= LONGEST_TRUST) return undefined;
    entry.bytes ??= new TextEncoder().encode(entry.made.text);
    return { made: entry.made, bytes: entry.bytes };
  }

  /** Keeps an answer that was made of what the database showed at a moment or later. */
  keep(key: string, moment: string, made: MadeText): void {
    const size = Math.max(made.text.length + key.length, LEAST_BYTES);
    if (size > MOST_BYTES / 4) return;
    this.#set(key, { moment, since: performance.now(), made, size });
  }

  #set(key: string, entry: Entry): void {
    this.#drop(key);
    this.#bytes += entry.size;
    // Before there are too many, so that none leaves without being counted.
    while (this.#bytes > MOST_BYTES) this.#drop(this.#entries.oldest());
    this.#entries.set(key, entry);
  }

  #drop(key: string | undefined): void {
    const entry = key === undefined ? undefined : this.#entries.get(key);
    if (key === undefined || !entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.size;
  }
}

/** Answers from memory where the same was answered to the same caller, and nothing has changed since. It follows the guard. */
export function keepAnswers(kept: KeptAnswers): MiddlewareHandler<RequestVariables> {
  return async function keepAnswers(context, next) {
    const key = keyOf(context);
    const moment = key.length > LONGEST_KEY ? undefined : await kept.momentOf(key, context.get("moment"));
    if (moment === undefined) return await next();
    const found = kept.find(key, moment);
    if (found) return answerAgain(context, found.made, found.bytes);
    await next();
    const made = textOfAnswer(context.res);
    if (made) kept.keep(key, moment, made);
  };
}

/** Everything that the answer of a route with `isKept` may depend on. No header or address can hold a line break. */
function keyOf(context: RequestContext): string {
  const { req } = context, caller = callerOf(context);
  return [
    caller ? `${caller.id} ${caller.role} ${context.get("scopes")?.join() ?? "all"}` : "",
    baseUrl(context),
    req.header("Accept") ?? "",
    req.header("Accept-Language") ?? "",
    req.url,
  ].join("\n");
}

function answerAgain(context: RequestContext, made: MadeText, body: Uint8Array<ArrayBuffer>): Response {
  const { etag, headers } = made, { length } = body;
  if (etag !== undefined) return conditionalBody(context, etag, headers, () => ({ body, length }));
  return new Response(body, { headers: { ...headers, "Content-Length": String(length) } });
}
