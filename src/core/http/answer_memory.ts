/**
 * Remembers answers that are made of what the map shows, so that they need no query while it has not changed: tiles, the landing
 * page. A server forgets all of them when it is notified that the map has changed, and when it has answered a request that may
 * have changed it. So the next request sees what was written through the same server, whichever of its threads answers. Through
 * another one it is seen as soon as the notification comes, and after a minute at the latest should one be lost.
 *
 * ETags are remembered for anybody; an answer itself only where all callers, or all who are logged in, get the same one.
 */
import type { MiddlewareHandler } from "hono";
import type { Sql } from "../db/sql.ts";
import { logger } from "../log.ts";
import { Team } from "../threads/mod.ts";
import { settingsVersion } from "../settings/mod.ts";
import { Remembered } from "../remembered.ts";
import { digestOf } from "./conditional.ts";
import type { RequestContext, RequestVariables } from "./context.ts";

/** About 200 bytes each: the keys are digests, however long a filter is. */
const MOST_ETAGS = 50_000;
/** Bytes of all bodies together. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Small bodies count as at least so many bytes. */
const LEAST_BYTES = 1024;
/** Milliseconds after which an answer is made again even without a notification, in case one was lost. */
const LONGEST_TRUST = 60_000;

/** Places of what the threads share. */
const CHANGES = 0, LISTENING = 1;

/** Text, or bytes; UTF-16 is counted as one byte a character, as it is kept for Latin-1. */
export type AnswerBody = string | Uint8Array<ArrayBuffer>;

/** What is known of an answer that is still valid. */
export interface KnownAnswer {
  /** Its strong validator. */
  etag: string;
  /** Undefined where only the validator is known. */
  body: AnswerBody | undefined;
}

/** Knows which answers have not changed since they were last sent. */
export class AnswerMemory {
  readonly #etags = new Remembered<string, { etag: string; since: number }>(MOST_ETAGS);
  readonly #bodies = new Remembered<string, AnswerBody>(MOST_BYTES / LEAST_BYTES);
  #bytes = 0;
  #listening?: Promise<unknown>;
  /** What all threads know: how often the map has changed, and whether the first one hears of it. */
  readonly #shared: Int32Array;
  /** The changes after which what this thread remembers was made. */
  #changes = 0;

  readonly #sql: Sql;
  readonly #team: Pick<Team, "numbers" | "isFirst">;

  constructor(sql: Sql, team: Pick<Team, "numbers" | "isFirst"> = new Team()) {
    this.#sql = sql;
    this.#team = team;
    this.#shared = team.numbers("changes of the map", 2);
  }

  /** How many answers are remembered, and the bytes of the bodies among them. */
  get size(): { answers: number; bytes: number } {
    this.#catchUp();
    return { answers: this.#etags.size, bytes: this.#bytes };
  }

  /**
   * The answer, while it is known to be valid.
   * @param answer everything its content depends on: address, viewer, filter
   */
  find(answer: string): KnownAnswer | undefined {
    this.#catchUp();
    const key = keyOf(answer);
    const known = this.#etags.get(key);
    if (!known || performance.now() - known.since >= LONGEST_TRUST) return undefined;
    return { etag: known.etag, body: this.#bodies.get(key) };
  }

  /**
   * Call this before reading what the answer is made of. The returned function remembers the answer, unless the map has changed in
   * the meantime; its body only where one is given, which has to be the same for all who get the same key.
   */
  watch(answer: string): (etag: string, body?: AnswerBody) => void {
    if (this.#team.isFirst) this.listen();
    const changes = this.#catchUp(), wasListening = Atomics.load(this.#shared, LISTENING) === 1;
    const since = performance.now();
    const key = keyOf(answer);
    return (etag, body) => {
      if (!wasListening || changes !== this.#catchUp()) return;
      this.#etags.set(key, { etag, since });
      this.#drop(key);
      if (body !== undefined && bytesOf(body) <= MOST_BYTES / 2) this.#keep(key, body);
    };
  }

  /** Lets all threads forget everything, also what is being made at the moment. */
  forget(): void {
    Atomics.add(this.#shared, CHANGES, 1);
    this.#catchUp();
  }

  /** Begins to hear of changes, for all threads. The first thread does it when it remembers something, or is told to. */
  listen(): void {
    this.#listening ??= this.#listen();
  }

  /** Forgets everything if any thread found that the map has changed. What was read before must not be remembered after it. */
  #catchUp(): number {
    const changes = Atomics.load(this.#shared, CHANGES);
    if (changes !== this.#changes) {
      this.#changes = changes;
      this.#etags.clear();
      this.#bodies.clear();
      this.#bytes = 0;
    }
    return changes;
  }

  #keep(key: string, body: AnswerBody): void {
    this.#bytes += bytesOf(body);
    // Before there are too many, so that none leaves without being counted.
    while (this.#bytes > MOST_BYTES) this.#drop(this.#bodies.oldest());
    this.#bodies.set(key, body);
  }

  #drop(key: string | undefined): void {
    const body = key === undefined ? undefined : this.#bodies.get(key);
    if (key === undefined || body === undefined) return;
    this.#bodies.delete(key);
    this.#bytes -= bytesOf(body);
  }

  async #listen(): Promise<void> {
    const forget = () => this.forget();
    try {
      // The second one runs after a reconnection, when changes may have been missed.
      await this.#sql.listen("panoramax_map", forget, forget);
      Atomics.store(this.#shared, LISTENING, 1);
    } catch (error) {
      this.#listening = undefined;
      logger("map").warn("Cannot listen for changes of the map, so answers are made on every request: {error}", {
        error,
      });
    }
  }
}

/** Some answers say what the settings say. */
function keyOf(answer: string): string {
  return digestOf(`${settingsVersion()}\n${answer}`);
}

function bytesOf(body: AnswerBody): number {
  return Math.max(body.length, LEAST_BYTES);
}

/** Files that are sent become visible by jobs, much later; forgetting at each of them would leave nothing during an upload. */
const WITHOUT_EFFECT_YET = "/api/upload_sets/{id:uuid}/files";

/**
 * Forgets what is remembered once a request is answered that may have changed it, before its client knows. The access rule of its
 * route says whether it may, so that a search by POST leaves everything in memory.
 */
export function forgetAfterWrites(memory: AnswerMemory): MiddlewareHandler<RequestVariables> {
  return async function forgetAfterWrites(context, next) {
    try {
      await next();
    } finally {
      if (context.get("writes") && !isWithoutEffectYet(context)) memory.forget();
    }
  };
}

function isWithoutEffectYet(context: RequestContext): boolean {
  return context.req.method === "POST" && context.get("route") === WITHOUT_EFFECT_YET;
}
