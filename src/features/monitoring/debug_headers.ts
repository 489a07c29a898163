/** `/api/debug_headers`: whether addresses in answers come out right behind a proxy. */
import { z } from "@hono/zod-openapi";
import { logger } from "../../core/log.ts";
import { baseUrl } from "../../core/http/base_url.ts";
import { languageOf } from "../../core/http/language_of.ts";
import type { Router } from "../../core/http/router.ts";
import { type Say, speaker } from "../../core/messages/mod.ts";

const log = logger("http");
/** They would let readers of the log act for the caller. */
const SECRETS = ["authorization", "cookie", "proxy-authorization"];

const document = z.object({
  test_url: z.url().openapi({ description: "An address as other answers would give it" }),
  error: z.array(z.string()).optional().openapi({ description: "What is odd about the request" }),
});

/** Answers how this server sees the request, and logs its headers with `API_LOG_LEVEL=debug`. */
export function debugHeadersRoutes(router: Router): void {
  router.route({
    method: "get",
    path: "/api/debug_headers",
    access: "open",
    summary: "How the server sees the address of a request, to check what a proxy in front of it passes on",
    tags: ["Server"],
    responses: { 200: { description: "What it sees", content: { "application/json": { schema: document } } } },
  }, (context) => {
    const headers = [...context.req.raw.headers].filter(([name]) => !SECRETS.includes(name));
    log.debug("Headers of a request: {headers}", { headers: Object.fromEntries(headers) });
    const errors = oddities(context.req.header("Host"), speaker(languageOf(context)));
    return context.json(
      {
        test_url: `${baseUrl(context)}/api/debug_headers`,
        ...(errors.length > 0 ? { error: errors } : {}),
      },
      200,
      { "Cache-Control": "no-store" },
    );
  });
}

function oddities(host: string | undefined, say: Say): string[] {
  if (!host) return [say("monitoring.no_host")];
  // RFC 952 and RFC 1123 section 2.1: letters, digits and hyphens; some clients refuse anything else.
  return host.includes("_") ? [say("monitoring.host_underscore", { host })] : [];
}
