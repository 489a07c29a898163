/** `/api/admin/users`: accounts, for administrators: who there is, and making more. */
import { z } from "@hono/zod-openapi";
import { isoZulu } from "../../../core/db/timestamps.ts";
import { baseUrl } from "../../../core/http/base_url.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { errorAnswer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { requireJson } from "../../../core/http/json_body.ts";
import { boolean, integer, text, uuid, word } from "../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../core/http/router.ts";
import { message } from "../../../core/messages/mod.ts";
import { validate } from "../../../core/http/validation.ts";
import type { Services } from "../../../core/services.ts";
import type { AccountLink } from "../links/link.ts";
import { makeAccountLink } from "../links/link.ts";
import { loginOfName, objectionToName } from "../local/password_rules.ts";
import { requireAdministrator } from "../ownership.ts";
import { insertAccount, updateRole } from "../queries.ts";
import { type AdministeredUserRow, isLoginTaken, listAdministeredUsers, setRole } from "./queries.ts";

const MOST_LISTED = 1000;

/** What the routes of administered accounts have in common. */
export const ADMINISTRATION = {
  tags: ["Administration"],
  refusals: {
    401: errorAnswer("Nobody is logged in"),
    403: errorAnswer("The caller is not an administrator"),
  },
  unknown: errorAnswer("No such account"),
  last: errorAnswer("It is the last administrator"),
};
const { tags, refusals } = ADMINISTRATION;

const role = z.enum(["user", "admin"]);
const changes = z.strictObject({ role }).openapi("RoleChange");
const query = z.object({
  limit: integer({ min: 1, max: MOST_LISTED }).optional(),
  search: text({ max: 200 }).optional().openapi({ description: "A part of the name" }),
  role: word("user", "admin").optional(),
  is_active: boolean().optional(),
  after: uuid().optional().openapi({ description: "The last account of the page before" }),
});
const newUser = z.strictObject({
  name: text({ max: 1000 }),
  role: word("user", "admin").optional(),
}).openapi("NewUser");
const invitation = z.strictObject({ role: word("user", "admin").optional() }).openapi("NewInvitation");

/** A document of an account as administrators see it. */
export const administeredUser = z.object({
  id: z.uuid(),
  name: z.string(),
  role,
  is_default: z.boolean().openapi({ description: "Owns uploads made without an account" }),
  is_active: z.boolean().openapi({ description: "Whether it may log in, and its tokens count" }),
  login: z.string().nullable().openapi({ description: "By which it logs in with a password; null without one" }),
  created_at: z.iso.datetime(),
  nb_sequences: z.int(),
  nb_pictures: z.int(),
  max_pictures: z.int().nullable().openapi({ description: "Own quota: 0 for none, null for that of the settings" }),
  max_bytes: z.int().nullable().openapi({ description: "As `max_pictures`" }),
});
const users = z.object({
  users: z.array(administeredUser),
  next: z.uuid().nullable().openapi({ description: "`after` of the next page; null on the last one" }),
}).openapi("AdministeredUsers");

/** A link to give to somebody. */
export const linkDocument = z.object({
  url: z.string().openapi({ description: "Whoever has it chooses the password; it works once" }),
  expires_at: z.iso.datetime(),
}).openapi("AccountLink");
const made = z.object({ id: z.uuid(), name: z.string(), role, link: linkDocument }).openapi("MadeUser");

/** A link in JSON. */
export function linkJson(context: RequestContext, { path, expires_at }: AccountLink) {
  return { url: `${baseUrl(context)}${path}`, expires_at: isoZulu(expires_at) };
}

/** An account in JSON. */
export function administeredUserJson(row: AdministeredUserRow) {
  return { ...row, created_at: isoZulu(row.created_at) };
}

/** @throws ApiError 409 where people do not log in with passwords of this instance */
export function requirePasswords({ settings }: Pick<Services, "settings">): void {
  if (settings.OAUTH_PROVIDER !== "local") throw new ApiError(409, message("admin.no_passwords_here"));
}

/** What an administrator sent as JSON. @throws ApiError 415 for something else, 400 for what the schema refuses */
export async function readAdminBody<T>(context: RequestContext, schema: z.ZodType<T>): Promise<T> {
  const body = await requireJson(context, message("accounts.not_json"));
  return validate(schema, body, message("accounts.cannot_change"));
}

/** `/api/admin/users`: administrators list and make accounts, invite people, and give roles. */
export function usersAdminRoutes(router: Router, services: Services): void {
  const { settings, sql, secretKey } = services;
  const requireAdmin = (context: RequestContext) =>
    requireAdministrator(context, message("accounts.administrators_only"));

  router.route({
    method: "get",
    path: "/api/admin/users",
    access: "logged-reads-or-refused",
    summary: "Accounts with their roles, oldest first",
    tags,
    request: { query },
    responses: {
      ...refusals,
      200: { description: "Accounts", content: { "application/json": { schema: users } } },
      400: errorAnswer("A parameter is wrong"),
    },
  }, async (context) => {
    requireAdmin(context);
    const { limit = MOST_LISTED, search, role, is_active, after } = validate(
      query,
      context.req.query(),
      message("http.bad_parameters"),
    );
    const choice = { limit: limit + 1, search: search || undefined, role, isActive: is_active, after };
    const rows = await listAdministeredUsers(sql, choice);
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? page.at(-1)?.id ?? null : null;
    return context.json({ users: page.map(administeredUserJson), next });
  });

  router.route({
    method: "post",
    path: "/api/admin/users",
    access: "logged-writes",
    summary: "Make an account, and a link by which its owner chooses a password",
    tags,
    request: { body: { content: { "application/json": { schema: newUser } } } },
    responses: {
      ...refusals,
      201: { description: "Made", content: { "application/json": { schema: made } } },
      400: errorAnswer("The name will not do"),
      409: errorAnswer("Another account has the name, or people do not log in with passwords here"),
      415: errorAnswer("Not JSON"),
    },
  }, async (context) => {
    requireAdmin(context);
    requirePasswords(services);
    const { name, role = "user" } = await readAdminBody(context, newUser);
    const objection = objectionToName(name);
    if (objection) throw new ApiError(400, objection, { details: { field: "name" } });
    const { account, link } = await sql.begin(async (tx) => {
      if (await isLoginTaken(tx, loginOfName(name))) {
        throw new ApiError(409, message("admin.name_taken"), { details: { field: "name" } });
      }
      const account = await insertAccount(tx, name.trim());
      await updateRole(tx, account.id, role);
      return { account, link: await makeAccountLink(tx, secretKey, { accountId: account.id, isNew: true }) };
    });
    context.set("auditDetails", { account: account.id, name: account.name, role, action: "create" });
    const { id } = account;
    return context.json({ id, name: account.name, role, link: linkJson(context, link) }, 201);
  });

  router.route({
    method: "post",
    path: "/api/admin/invitations",
    access: "logged-writes",
    summary: "Make a link by which somebody makes an account, and chooses its name and password",
    tags,
    request: { body: { content: { "application/json": { schema: invitation } } } },
    responses: {
      ...refusals,
      201: { description: "Made", content: { "application/json": { schema: linkDocument } } },
      400: errorAnswer("No such role"),
      409: errorAnswer("People do not log in with passwords here"),
      415: errorAnswer("Not JSON"),
    },
  }, async (context) => {
    requireAdmin(context);
    requirePasswords(services);
    const { role = "user" } = await readAdminBody(context, invitation);
    const link = await makeAccountLink(sql, secretKey, { role });
    context.set("auditDetails", { role, action: "invite" });
    return context.json(linkJson(context, link), 201);
  });

  router.route({
    method: "patch",
    path: "/api/admin/users/{id:uuid}",
    access: "logged-writes",
    summary: "Give an account a role",
    tags,
    request: { body: { content: { "application/json": { schema: changes } } } },
    responses: {
      ...refusals,
      204: { description: "Done" },
      400: errorAnswer("No such role"),
      404: ADMINISTRATION.unknown,
      409: ADMINISTRATION.last,
      415: errorAnswer("Not JSON"),
    },
  }, async (context, { id }) => {
    requireAdmin(context);
    const given = await readAdminBody(context, changes);
    context.set("auditDetails", { account: id, role: given.role });
    const outcome = await sql.begin((tx) => setRole(tx, id, given.role, settings.OAUTH_PROVIDER));
    if (outcome === "unknown") throw new ApiError(404, message("accounts.unknown_user"));
    if (outcome === "last administrator") throw new ApiError(409, message("accounts.last_administrator"));
    return context.body(null, 204);
  });
}
