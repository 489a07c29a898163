/** `/api/users`: accounts, what others may know of them, and their own settings. */
import { z } from "@hono/zod-openapi";
import { baseUrl } from "../../../core/http/base_url.ts";
import { callerOf, loggedCallerOf, type RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { isJson, readJson } from "../../../core/http/json_body.ts";
import { boolean, word } from "../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../core/http/router.ts";
import { message } from "../../../core/messages/mod.ts";
import { validate } from "../../../core/http/validation.ts";
import type { Services } from "../../../core/services.ts";
import { VISIBILITIES } from "../../../core/settings/mod.ts";
import { CONFORMANCE_CLASSES } from "../../../core/http/conformance.ts";
import type { Account } from "../../../core/http/account.ts";
import { sessionAccount, writeSession } from "../sessions/session.ts";
import { checkVisibility } from "../visibility.ts";
import { foundUsersDocument, foundUsersJson, userDocument, userJson, usersDocument, usersJson } from "./json.ts";
import {
  acceptTermsOfService,
  findUserInfo,
  listUsers,
  noteTermsOfServiceRead,
  searchUsers,
  updateUser,
} from "./queries.ts";

const tags = ["Users"];
const MOST_USERS = 1000, USERS_FOUND = 20;

const changes = z.object({
  collaborative_metadata: boolean().nullish(),
  default_visibility: word(...VISIBILITIES).nullish(),
}).openapi("UserChanges");

const answer = (description: string, schema: z.ZodType = userDocument) => ({
  description,
  content: { "application/json": { schema } },
});
const notLogged = { description: "Nobody is logged in" };
const limit = z.object({ limit: z.int().max(MOST_USERS).optional() });

/** `/api/users`: accounts, and one's own. */
export function usersRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;
  const base = (context: RequestContext) => baseUrl(context);

  router.route({
    method: "get",
    path: "/api/users",
    access: "open",
    summary: "All accounts, oldest first",
    tags,
    request: { query: limit },
    responses: { 200: answer("Accounts", usersDocument) },
  }, async (context) => {
    const users = await listUsers(sql, readLimit(context, MOST_USERS));
    return context.json(usersJson(users, CONFORMANCE_CLASSES, base(context)));
  });

  router.route({
    method: "get",
    path: "/api/users/search",
    access: "open",
    summary: "Search accounts by name or part of a name",
    tags,
    request: { query: limit.extend({ q: z.string() }) },
    responses: { 200: answer("The best matches first", foundUsersDocument), 400: { description: "No text given" } },
  }, async (context) => {
    // Names hold no null character, and PostgreSQL takes none.
    const text = context.req.query("q")?.replaceAll("\0", "");
    if (!text) {
      throw new ApiError(400, message("accounts.search_text_missing"));
    }
    return context.json(foundUsersJson(await searchUsers(sql, text, readLimit(context, USERS_FOUND)), base(context)));
  });

  router.route({
    method: "get",
    path: "/api/users/me",
    access: "logged-reads",
    summary: "The account of the caller",
    tags,
    responses: { 200: answer("The account"), 302: { description: "To log in" }, 403: notLogged },
  }, (context) => answerUser(context, loggedCallerOf(context).id));

  router.route({
    method: "patch",
    path: "/api/users/me",
    access: "logged-writes",
    summary: "Change the settings of the caller; null takes the default of the instance",
    tags,
    request: { body: { content: { "application/json": { schema: changes } } } },
    responses: { 200: answer("The account"), 400: { description: "A parameter is wrong" }, 401: notLogged },
  }, async (context) => {
    const body = isJson(context) ? await readJson(context) : undefined;
    const given = validate(changes, body ?? {}, message("http.bad_parameters"));
    checkVisibility(given.default_visibility, settings);
    const { id } = loggedCallerOf(context);
    await updateUser(sql, id, given);
    return await answerUser(context, id);
  });

  router.route({
    method: "post",
    path: "/api/users/me/accept_tos",
    access: "logged-writes",
    summary: "Accept the terms of service",
    tags,
    responses: { 200: answer("The account; a session knows it from now on"), 401: notLogged },
  }, async (context) => {
    const { id } = loggedCallerOf(context);
    const row = await acceptTermsOfService(sql, id);
    const former = context.get("session");
    // A token never becomes a session.
    if (former) writeSession(context, services, { ...former, account: sessionAccount(row) });
    return await answerUser(context, id);
  });

  router.route({
    method: "post",
    path: "/api/users/me/tos_read",
    access: "logged-writes",
    summary: "Record that the latest terms of service were read",
    tags,
    responses: { 200: { description: "Noted" }, 401: notLogged },
  }, async (context) => {
    await noteTermsOfServiceRead(sql, loggedCallerOf(context).id);
    return context.body(null, 200);
  });

  router.route({
    method: "get",
    path: "/api/users/{id:uuid}",
    access: "anyone",
    summary: "An account, as far as the caller may know it",
    tags,
    responses: { 200: answer("The account"), 404: { description: "Unknown account" } },
  }, (context, { id }) => answerUser(context, id));

  async function answerUser(context: RequestContext, id: string): Promise<Response> {
    const user = await findUserInfo(sql, id);
    if (!user) throw new ApiError(404, message("accounts.unknown_user"));
    return context.json(userJson(user, mayKnowAll(callerOf(context), id), settings, base(context)));
  }
}

function mayKnowAll(caller: Account | null, id: string): boolean {
  return caller?.id === id || caller?.role === "admin";
}

/** Anything but a number means the default. */
function readLimit(context: RequestContext, fallback: number): number {
  const given = context.req.query("limit") ?? "";
  return /^[+-]?\d{1,15}$/.test(given) ? Math.min(Math.max(Number(given), 0), MOST_USERS) : fallback;
}
