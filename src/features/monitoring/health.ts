/** `/api/health` and `/api/live`, also by the names that load balancers look for: `/ready` and `/live`. */
import { z } from "@hono/zod-openapi";
import type { Services } from "../../core/services.ts";
import { isDatabaseReady } from "../../core/db/health.ts";
import { logger } from "../../core/log.ts";
import { orAfter } from "../../core/patience.ts";
import type { Stores } from "../../core/storage/mod.ts";
import type { Router } from "../../core/http/router.ts";

const log = logger("health");

/** Milliseconds for which the state of the stores is remembered: whoever may ask for it need not burden a bucket. */
const REMEMBERED = 5_000;
/** Milliseconds after which a store that has not answered counts as unreachable. */
const PATIENCE = 5_000;

const storageState = z.enum(["ready", "full", "unreachable"]);
type StorageState = z.infer<typeof storageState>;

const health = z.object({
  live: z.boolean().openapi({ description: "The process answers" }),
  ready: z.boolean().openapi({ description: "The database answers, and pictures can be read" }),
  database: z.boolean(),
  storage: storageState.openapi({ description: "full: pictures can be read, but hardly written any more" }),
}).openapi("Health");

/** `/api/health` and `/api/live`, and their short names. */
export function healthRoutes(router: Router, { sql, stores }: Services): void {
  const readStorage = rememberFor(REMEMBERED, () => stateOf(stores));

  for (const path of ["/api/health", "/ready"]) {
    router.route({
      method: "get",
      path,
      access: "open",
      summary: "Whether the server is live and ready",
      tags: ["Server"],
      responses: {
        200: { description: "Ready", content: { "application/json": { schema: health } } },
        503: {
          description: "Live, but the database or a store does not answer",
          content: { "application/json": { schema: health } },
        },
      },
    }, async (context) => {
      const [database, storage] = await Promise.all([isDatabaseReady(sql), readStorage()]);
      const ready = database && storage !== "unreachable";
      context.header("Cache-Control", "no-store");
      return context.json({ live: true, ready, database, storage }, ready ? 200 : 503);
    });
  }

  for (const path of ["/api/live", "/live"]) {
    router.route({
      method: "get",
      path,
      access: "open",
      summary: "Whether the server is live; asks nothing else",
      tags: ["Server"],
      responses: {
        200: { description: "Live", content: { "application/json": { schema: z.object({ live: z.boolean() }) } } },
      },
    }, (context) => {
      context.header("Cache-Control", "no-store");
      return context.json({ live: true });
    });
  }
}

/** The worst state of the three stores. */
async function stateOf({ tmp, permanent, derivates }: Stores): Promise<StorageState> {
  try {
    const states = Promise.all([...new Set([tmp, permanent, derivates])].map((store) => store.state()));
    return await orAfter<StorageState>(
      PATIENCE,
      "unreachable",
      states.then((all) => all.includes("full") ? "full" : "ready"),
    );
  } catch (error) {
    log.warn("The storage does not answer: {error}", { error });
    return "unreachable";
  }
}

/** Asks at most once in so many milliseconds, however many want to know. */
function rememberFor<T>(duration: number, ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  let askedAt = 0;
  return () => {
    if (!answer || performance.now() - askedAt >= duration) {
      askedAt = performance.now();
      answer = ask();
    }
    return answer;
  };
}
