/** `/api/users`: who the caller is, and what others may know of an account. */
import { z } from "@hono/zod-openapi";
import { baseUrl } from "../http/base_url.ts";
import { callerOf, loggedCallerOf, type RequestContext } from "../http/context.ts";
import { ApiError } from "../http/errors.ts";
import type { Router } from "../http/router.ts";
import type { Services } from "../services.ts";
import type { Account } from "./account.ts";
import { findUserInfo, type UserInfo } from "./queries.ts";

const tags = ["Users"];

const userInfo = z.object({
  id: z.uuid(),
  name: z.string(),
  links: z.array(z.object({ rel: z.string(), type: z.string(), href: z.string(), title: z.string().optional() })),
  collaborative_metadata: z.boolean().optional(),
  tos_accepted: z.boolean().optional(),
  tos_latest_change_read: z.boolean().optional(),
  default_visibility: z.string().optional(),
  permissions: z.object({
    role: z.enum(["user", "admin"]),
    can_check_reports: z.boolean(),
    can_edit_excluded_areas: z.boolean(),
    can_edit_pages: z.boolean(),
  }).optional(),
}).openapi("User");

const answer = { description: "The account", content: { "application/json": { schema: userInfo } } };

export function accountsRoutes(router: Router, { settings, sql }: Services): void {
  router.route({
    method: "get",
    path: "/api/users/me",
    access: "logged-reads",
    summary: "The account of the caller",
    tags,
    responses: { 200: answer, 403: { description: "Nobody is logged in" } },
  }, async (context) => {
    const caller = loggedCallerOf(context);
    return context.json(await userJson(caller.id, caller, context));
  });

  router.route({
    method: "get",
    path: "/api/users/{id:uuid}",
    access: "anyone",
    summary: "An account, as far as the caller may know it",
    tags,
    responses: { 200: answer, 404: { description: "Unknown account" } },
  }, async (context, { id }) => context.json(await userJson(id, callerOf(context), context)));

  async function userJson(id: string, caller: Account | null, context: RequestContext) {
    const user = await findUserInfo(sql, id);
    if (!user) throw new ApiError(404, "Impossible to find user");
    const base = `${baseUrl(context, settings.INFRA_NB_PROXIES)}/api/users/${id}`;
    return {
      id: user.id,
      name: user.name,
      links: [
        { rel: "catalog", type: "application/json", href: `${base}/catalog/` },
        { rel: "collection", type: "application/json", href: `${base}/collection` },
        {
          rel: "user-xyz",
          type: "application/vnd.mapbox-vector-tile",
          title: "Pictures and sequences vector tiles for a given user",
          href: `${base}/map/{z}/{x}/{y}.mvt`,
        },
      ],
      ...(user.collaborative_metadata === null ? {} : { collaborative_metadata: user.collaborative_metadata }),
      ...(caller?.id === id || caller?.role === "admin" ? privatePart(user) : {}),
    };
  }

  function privatePart(user: UserInfo) {
    const isAdmin = user.role === "admin";
    return {
      ...(settings.API_ENFORCE_TOS_ACCEPTANCE ? { tos_accepted: user.tos_accepted } : {}),
      tos_latest_change_read: user.tos_latest_change_read,
      default_visibility: user.default_visibility,
      permissions: {
        role: user.role,
        can_check_reports: isAdmin,
        can_edit_excluded_areas: isAdmin && !settings.API_READ_ONLY,
        can_edit_pages: isAdmin && !settings.API_READ_ONLY,
      },
    };
  }
}
