/** `/api/admin/audit_log`: who did what, for administrators. */
import { z } from "@hono/zod-openapi";
import { isoZulu } from "../../core/db/timestamps.ts";
import { errorAnswer } from "../../core/http/documentation.ts";
import { integer, text, word } from "../../core/http/lenient_schemas.ts";
import type { Router } from "../../core/http/router.ts";
import { validate } from "../../core/http/validation.ts";
import { message } from "../../core/messages/mod.ts";
import type { Services } from "../../core/services.ts";
import { requireAdministrator } from "../accounts/mod.ts";
import { EVENT_KINDS } from "./events.ts";
import { listEvents } from "./queries.ts";

const DEFAULT_LIMIT = 100, MOST_LISTED = 1000;

const query = z.object({
  limit: integer({ min: 1, max: MOST_LISTED }).optional(),
  before: text({ max: 18 }).refine((id) => /^\d+$/.test(id), "Input should be the id of an event").optional()
    .openapi({ description: "Only events older than the one of this id" }),
  kind: word(...EVENT_KINDS).optional(),
});
const events = z.object({
  events: z.array(z.object({
    id: z.string(),
    ts: z.iso.datetime(),
    kind: z.enum(EVENT_KINDS),
    account_id: z.uuid().nullable(),
    account_name: z.string().nullable(),
    address: z.string().nullable().openapi({ description: "Network address of the client" }),
    path: z.string(),
    status: z.int().openapi({ description: "HTTP status of the answer" }),
    details: z.record(z.string(), z.string()),
  })),
}).openapi("AuditLog");

/** `/api/admin/audit_log`. */
export function auditRoutes(router: Router, { sql }: Services): void {
  router.route({
    method: "get",
    path: "/api/admin/audit_log",
    access: "logged-reads-or-refused",
    summary:
      "Logins, failed logins, and changes of roles, tokens, reports and settings, and deletions; the newest first",
    tags: ["Administration"],
    request: { query },
    responses: {
      200: { description: "The events", content: { "application/json": { schema: events } } },
      400: errorAnswer("A parameter is wrong"),
      401: errorAnswer("Nobody is logged in"),
      403: errorAnswer("The caller is no administrator"),
    },
  }, async (context) => {
    requireAdministrator(context, message("audit.administrators_only"));
    const { limit = DEFAULT_LIMIT, before, kind } = validate(
      query,
      context.req.query(),
      message("http.bad_parameters"),
    );
    const rows = await listEvents(sql, { limit, before, kind });
    return context.json({ events: rows.map((row) => ({ ...row, ts: isoZulu(row.ts) })) });
  });
}
