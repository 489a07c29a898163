/** `/api/admin/users`: accounts and their roles, for administrators. */
import { z } from "@hono/zod-openapi";
import { isoZulu } from "../../../core/db/timestamps.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { isJson, readJson } from "../../../core/http/json_body.ts";
import type { Router } from "../../../core/http/router.ts";
import { message } from "../../../core/messages/mod.ts";
import { validate } from "../../../core/http/validation.ts";
import type { Services } from "../../../core/services.ts";
import { requireAdministrator } from "../ownership.ts";
import { listAdministeredUsers, setRole } from "./queries.ts";

const MOST_LISTED = 1000;

const tags = ["Administration"];
const refusals = {
  401: { description: "Nobody is logged in" },
  403: { description: "The caller is not an administrator" },
};

const role = z.enum(["user", "admin"]);
const changes = z.strictObject({ role }).openapi("RoleChange");
const users = z.object({
  users: z.array(z.object({
    id: z.uuid(),
    name: z.string(),
    role,
    is_default: z.boolean().openapi({ description: "Owns uploads made without an account" }),
    created_at: z.iso.datetime(),
    nb_sequences: z.int(),
  })),
}).openapi("AdministeredUsers");

/** `/api/admin/users`: administrators list accounts, change roles, deactivate and delete. */
export function usersAdminRoutes(router: Router, { sql }: Services): void {
  router.route({
    method: "get",
    path: "/api/admin/users",
    access: "logged-reads-or-refused",
    summary: "All accounts with their roles, oldest first",
    tags,
    responses: { ...refusals, 200: { description: "Accounts", content: { "application/json": { schema: users } } } },
  }, async (context) => {
    requireAdministrator(context, message("accounts.administrators_only"));
    const rows = await listAdministeredUsers(sql, MOST_LISTED);
    return context.json({ users: rows.map((row) => ({ ...row, created_at: isoZulu(row.created_at) })) });
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
      400: { description: "No such role" },
      404: { description: "No such account" },
      409: { description: "It is the last administrator" },
      415: { description: "Not JSON" },
    },
  }, async (context, { id }) => {
    requireAdministrator(context, message("accounts.administrators_only"));
    if (!isJson(context)) throw new ApiError(415, message("accounts.not_json"));
    const given = validate(changes, await readJson(context), message("accounts.cannot_change"));
    context.set("auditDetails", { account: id, role: given.role });
    const outcome = await sql.begin((tx) => setRole(tx, id, given.role));
    if (outcome === "unknown") throw new ApiError(404, message("accounts.unknown_user"));
    if (outcome === "last administrator") throw new ApiError(409, message("accounts.last_administrator"));
    return context.body(null, 204);
  });
}
