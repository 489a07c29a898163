/** `/api/admin/health` and `/api/admin/logs`: what an owner looks at when something is odd. */
import { z } from "@hono/zod-openapi";
import { errorAnswer } from "../core/http/documentation.ts";
import { languageOf } from "../core/http/language_of.ts";
import { integer, text, word } from "../core/http/lenient_schemas.ts";
import type { Router } from "../core/http/router.ts";
import { validate } from "../core/http/validation.ts";
import { message, translate } from "../core/messages/mod.ts";
import { LOG_LEVELS, recentLines } from "../core/recent_log.ts";
import type { Services } from "../core/services.ts";
import { requireAdministrator } from "../features/accounts/mod.ts";
import { checkHealth } from "./checks.ts";

const MOST_LINES = 500;
const tags = ["Administration"];
const refusals = {
  401: errorAnswer("Nobody is logged in"),
  403: errorAnswer("The caller is not an administrator"),
};
const ADMINISTRATORS_ONLY = message("web.system_needs_admin");

const checks = z.object({
  checks: z.array(z.object({
    subject: z.string(),
    state: z.enum(["good", "warning", "bad"]),
    text: z.string().openapi({ description: "In the language of the caller" }),
  })),
  codec: z.string(),
}).openapi("HealthChecks");
const query = z.object({
  level: word(...LOG_LEVELS).optional(),
  search: text({ max: 200 }).optional(),
  limit: integer({ min: 1, max: MOST_LINES }).optional(),
});
const logs = z.object({
  lines: z.array(z.object({ time: z.iso.datetime(), level: z.enum(LOG_LEVELS), part: z.string(), text: z.string() })),
}).openapi("LogLines");

/** The routes. */
export function healthAdminRoutes(router: Router, services: Services): void {
  router.route({
    method: "get",
    path: "/api/admin/health",
    access: "logged-reads-or-refused",
    summary: "Whether database, storage, disk, clock, jobs, originals, backups and blurring are well",
    tags,
    responses: { ...refusals, 200: { description: "It", content: { "application/json": { schema: checks } } } },
  }, async (context) => {
    requireAdministrator(context, ADMINISTRATORS_ONLY);
    const language = languageOf(context);
    const found = await checkHealth(services);
    return context.json({
      checks: found.map(({ subject, state, text }) => ({ subject, state, text: translate(text, language) })),
      codec: services.derivates.codecName,
    });
  });

  router.route({
    method: "get",
    path: "/api/admin/logs",
    access: "logged-reads-or-refused",
    summary: "Lines of the log of this server, of the last day at most, the newest first",
    tags,
    request: { query },
    responses: {
      ...refusals,
      200: { description: "The lines", content: { "application/json": { schema: logs } } },
      400: errorAnswer("A parameter is wrong"),
    },
  }, async (context) => {
    requireAdministrator(context, ADMINISTRATORS_ONLY);
    const { level = "info", search = "", limit = MOST_LINES } = validate(
      query,
      context.req.query(),
      message("http.bad_parameters"),
    );
    const wanted = { level, search, limit };
    const own = recentLines(wanted), others = await services.team.ask("log", wanted);
    const newest = [own, ...others].flat().toSorted((a, b) => b.time - a.time).slice(0, limit);
    const lines = newest.map(({ time, ...line }) => ({
      time: new Date(time).toISOString(),
      ...line,
    }));
    return context.json({ lines });
  });
}
