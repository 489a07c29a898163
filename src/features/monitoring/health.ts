/** `/api/health`: for supervisors and load balancers. */
import { z } from "@hono/zod-openapi";
import type { Services } from "../../core/services.ts";
import { isDatabaseReady } from "../../core/db/health.ts";
import type { Router } from "../../core/http/router.ts";

const health = z.object({ live: z.boolean(), ready: z.boolean() }).openapi("Health");

/** Live: the process answers. Ready: the database answers too. */
export function healthRoutes(router: Router, { sql }: Services): void {
  router.route({
    method: "get",
    path: "/api/health",
    access: "open",
    summary: "Whether the server is live and ready",
    tags: ["Server"],
    responses: {
      200: { description: "Ready", content: { "application/json": { schema: health } } },
      503: {
        description: "Live, but the database does not answer",
        content: { "application/json": { schema: health } },
      },
    },
  }, async (context) => {
    const ready = await isDatabaseReady(sql);
    context.header("Cache-Control", "no-store");
    return context.json({ live: true, ready }, ready ? 200 : 503);
  });

  router.route({
    method: "get",
    path: "/api/live",
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
