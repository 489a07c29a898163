/** `/api/admin/users/{id}`: one account, for administrators: whether and how it gets in, and how much it may upload. */
import { z } from "@hono/zod-openapi";
import type { RequestContext } from "../../../core/http/context.ts";
import { errorAnswer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { integer } from "../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../core/http/router.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import { makeAccountLink } from "../links/link.ts";
import { requireAdministrator } from "../ownership.ts";
import { readUsage, setOwnQuota } from "../quotas/queries.ts";
import { forgetQuotas, quotaOf } from "../quotas/quota.ts";
import { endAllAccess, endSessions, listSessions } from "../sessions/queries.ts";
import { sessionDocument, sessionJson } from "../sessions/routes.ts";
import { sessionLimits } from "../sessions/session.ts";
import { activate, deactivate, findAdministeredUser } from "./queries.ts";
import {
  administeredUser,
  administeredUserJson,
  ADMINISTRATION,
  linkDocument,
  linkJson,
  readAdminBody,
  requirePasswords,
} from "./routes.ts";

const { tags, refusals, unknown } = ADMINISTRATION;
const MOST_PICTURES = 1_000_000_000;

const amount = (max: number) => integer({ min: 0, max }).nullable();
const quota = z.strictObject({
  max_pictures: amount(MOST_PICTURES).openapi({ description: "0 for any number, null for what the settings say" }),
  max_bytes: amount(Number.MAX_SAFE_INTEGER).openapi({ description: "As `max_pictures`" }),
}).openapi("AccountQuota");

const details = administeredUser.extend({
  bytes: z.int().openapi({ description: "Of all its originals" }),
  quota: z.object({ pictures: z.int(), bytes: z.int() }).openapi({ description: "What counts for it; 0 for no limit" }),
  sessions: z.array(sessionDocument),
}).openapi("AdministeredUser");

/** `/api/admin/users/{id}`. */
export function accessAdminRoutes(router: Router, services: Services): void {
  const { sql, settings, secretKey } = services;
  const done = { 204: { description: "Done" } };

  router.route({
    method: "get",
    path: "/api/admin/users/{id:uuid}",
    access: "logged-reads-or-refused",
    summary: "An account: what it has, what it may have, where it is logged in",
    tags,
    responses: {
      ...refusals,
      200: { description: "The account", content: { "application/json": { schema: details } } },
      404: unknown,
    },
  }, async (context, { id }) => {
    const user = await known(context, id);
    const [usage, sessions] = await Promise.all([readUsage(sql, id), listSessions(sql, id, sessionLimits(settings))]);
    return context.json({
      ...administeredUserJson(user),
      bytes: usage.bytes,
      quota: quotaOf(user, user, settings),
      sessions: sessions.map((row) => sessionJson(row, context.get("session")?.sid)),
    });
  });

  router.route({
    method: "post",
    path: "/api/admin/users/{id:uuid}/link",
    access: "logged-writes",
    summary: "Make a link by which the owner of an account chooses another password",
    tags,
    responses: {
      ...refusals,
      201: { description: "Made; an earlier one is void", content: { "application/json": { schema: linkDocument } } },
      404: unknown,
      409: errorAnswer("The account is disabled, or people do not log in with passwords here"),
    },
  }, async (context, { id }) => {
    const { is_active, is_default } = await known(context, id);
    requirePasswords(services);
    if (!is_active || is_default) throw new ApiError(409, message("admin.cannot_log_in"));
    context.set("auditDetails", { account: id, action: "password link" });
    return context.json(linkJson(context, await makeAccountLink(sql, secretKey, { accountId: id })), 201);
  });

  router.route({
    method: "post",
    path: "/api/admin/users/{id:uuid}/disable",
    access: "logged-writes",
    summary: "Keep an account out: its sessions, tokens and keys count no more; its pictures stay",
    tags,
    responses: { ...refusals, ...done, 404: unknown, 409: ADMINISTRATION.last },
  }, async (context, { id }) => {
    await known(context, id);
    context.set("auditDetails", { account: id, action: "disable" });
    if (await sql.begin((tx) => deactivate(tx, id, settings.OAUTH_PROVIDER)) === "last administrator") {
      throw new ApiError(409, message("accounts.last_administrator"));
    }
    return context.body(null, 204);
  });

  router.route({
    method: "post",
    path: "/api/admin/users/{id:uuid}/enable",
    access: "logged-writes",
    summary: "Let a disabled account in again",
    tags,
    responses: { ...refusals, ...done, 404: unknown },
  }, async (context, { id }) => {
    await known(context, id);
    context.set("auditDetails", { account: id, action: "enable" });
    await sql.begin((tx) => activate(tx, id));
    return context.body(null, 204);
  });

  router.route({
    method: "put",
    path: "/api/admin/users/{id:uuid}/quota",
    access: "logged-writes",
    summary: "Say how much an account may upload",
    tags,
    request: { body: { content: { "application/json": { schema: quota } } } },
    responses: {
      ...refusals,
      ...done,
      400: errorAnswer("No such amount"),
      404: unknown,
      415: errorAnswer("Not JSON"),
    },
  }, async (context, { id }) => {
    await known(context, id);
    const given = await readAdminBody(context, quota);
    context.set("auditDetails", {
      account: id,
      max_pictures: String(given.max_pictures),
      max_bytes: String(given.max_bytes),
    });
    await setOwnQuota(sql, id, given);
    forgetQuotas(services.team);
    return context.body(null, 204);
  });

  router.route({
    method: "delete",
    path: "/api/admin/users/{id:uuid}/sessions",
    access: "logged-writes",
    summary: "Log an account out everywhere, and revoke its tokens",
    tags,
    responses: { ...refusals, ...done, 404: unknown },
  }, async (context, { id }) => {
    await known(context, id);
    context.set("auditDetails", { account: id, action: "end sessions" });
    const own = context.get("session");
    // Whoever does it to themselves goes on with what they do it by.
    if (own?.account.id === id) await endSessions(sql, id, own.sid);
    else await sql.begin((tx) => endAllAccess(tx, id));
    return context.body(null, 204);
  });

  async function known(context: RequestContext, id: string) {
    requireAdministrator(context, message("accounts.administrators_only"));
    const user = await findAdministeredUser(sql, id);
    if (!user) throw new ApiError(404, message("accounts.unknown_user"));
    return user;
  }
}
