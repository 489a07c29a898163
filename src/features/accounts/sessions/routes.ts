/** `/api/users/me/sessions`: where the caller is logged in, and ending that. */
import { z } from "@hono/zod-openapi";
import { isoZulu } from "../../../core/db/timestamps.ts";
import { loggedCallerOf } from "../../../core/http/context.ts";
import { errorAnswer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { Router } from "../../../core/http/router.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import { endSession, endSessions, listSessions, type SessionRow } from "./queries.ts";
import { sessionLimits } from "./session.ts";

const tags = ["Auth"];

/** What is said of a session. */
export const sessionDocument = z.object({
  id: z.uuid(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().openapi({ description: "Accurate to five minutes" }),
  expires_at: z.iso.datetime().openapi({ description: "When it ends unless it is used before" }),
  login_method: z.string(),
  has_second_factor: z.boolean(),
  user_agent: z.string().nullable(),
  network: z.string().nullable().openapi({ description: "Network of the client at login" }),
  is_current: z.boolean().openapi({ description: "It is the session of this request" }),
}).openapi("Session");

/** `/api/users/me/sessions`: where somebody is logged in, and how to end it. */
export function sessionsRoutes(router: Router, { settings, sql }: Services): void {
  const limits = sessionLimits(settings);

  router.route({
    method: "get",
    path: "/api/users/me/sessions",
    access: "logged-reads",
    summary: "Where the caller is logged in, the session used last first",
    tags,
    responses: {
      200: {
        description: "Sessions",
        content: { "application/json": { schema: z.object({ sessions: z.array(sessionDocument) }) } },
      },
    },
  }, async (context) => {
    const rows = await listSessions(sql, loggedCallerOf(context).id, limits);
    const current = context.get("session")?.sid;
    return context.json({ sessions: rows.map((row) => sessionJson(row, current)) });
  });

  router.route({
    method: "delete",
    path: "/api/users/me/sessions",
    access: "logged-writes-or-login",
    summary: "End all sessions of the caller but that of this request",
    tags,
    responses: {
      200: {
        description: "Ended",
        content: { "application/json": { schema: z.object({ message: z.string(), count: z.int() }) } },
      },
    },
  }, async (context) => {
    const count = await endSessions(sql, loggedCallerOf(context).id, context.get("session")?.sid);
    return context.json({ message: "sessions ended", count });
  });

  router.route({
    method: "delete",
    path: "/api/users/me/sessions/{id:uuid}",
    access: "logged-writes-or-login",
    summary: "End a session of the caller at once",
    tags,
    responses: { 204: { description: "Ended" }, 404: errorAnswer("The caller has no such session") },
  }, async (context, { id }) => {
    if (!await endSession(sql, loggedCallerOf(context).id, id)) {
      throw new ApiError(404, message("accounts.unknown_session"));
    }
    return context.body(null, 204);
  });
}

/** A session in JSON. @param current the id of that of the request */
export function sessionJson(row: SessionRow, current: string | undefined) {
  return {
    ...row,
    created_at: isoZulu(row.created_at),
    last_used_at: isoZulu(row.last_used_at),
    expires_at: isoZulu(row.expires_at),
    is_current: row.id === current,
  };
}
