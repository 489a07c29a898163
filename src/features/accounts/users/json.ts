/** Users as the API shows them. `base` is the address of the server. */
import { z } from "@hono/zod-openapi";
import { link } from "../../../core/http/documentation.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import type { UserInfo, UserName } from "./queries.ts";

const JSON_TYPE = "application/json";

/** The JSON of an account, as everybody sees it. */
export const userDocument = z.object({
  id: z.uuid(),
  name: z.string(),
  links: z.array(link),
  collaborative_metadata: z.boolean().optional(),
  tos_accepted: z.boolean().optional(),
  tos_latest_change_read: z.boolean().optional(),
  default_visibility: z.string().nullish(),
  permissions: z.object({
    role: z.enum(["user", "admin"]),
    can_check_reports: z.boolean(),
    can_edit_excluded_areas: z.boolean(),
    can_edit_pages: z.boolean(),
  }).optional(),
}).openapi("User");

/** The JSON of the list of accounts, a STAC catalog. */
export const usersDocument = z.object({
  type: z.literal("Catalog"),
  stac_version: z.literal("1.0.0"),
  id: z.string(),
  title: z.string(),
  description: z.string(),
  conformsTo: z.array(z.url()),
  users: z.array(z.object({ id: z.uuid(), name: z.string(), links: z.array(link) })),
  links: z.array(link),
}).openapi("Users");

/** The JSON of accounts found by name. */
export const foundUsersDocument = z.object({
  features: z.array(z.object({ id: z.uuid(), label: z.string(), links: z.array(link) })),
}).openapi("FoundUsers");

/** An account. What is its own business, only itself and administrators see. */
export function userJson(user: UserInfo, isPrivate: boolean, settings: Settings, base: string) {
  const own = `${base}/api/users/${user.id}`;
  return {
    id: user.id,
    name: user.name,
    links: [
      { rel: "catalog", type: JSON_TYPE, href: `${own}/catalog/` },
      { rel: "collection", type: JSON_TYPE, href: `${own}/collection` },
      {
        rel: "user-xyz",
        type: "application/vnd.mapbox-vector-tile",
        title: "Pictures and sequences vector tiles for a given user",
        href: `${own}/map/{z}/{x}/{y}.mvt`,
      },
    ],
    ...(user.collaborative_metadata === null ? {} : { collaborative_metadata: user.collaborative_metadata }),
    ...(isPrivate ? privatePart(user, settings) : {}),
  };
}

function privatePart(user: UserInfo, settings: Settings) {
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

/** All accounts, as a STAC catalog. */
export function usersJson(users: (UserName & { has_sequences: boolean })[], conformsTo: string[], base: string) {
  return {
    stac_version: "1.0.0",
    id: "geovisio:users",
    title: "users catalog",
    description: "List of users catalog",
    type: "Catalog",
    conformsTo,
    users: users.map(({ id, name }) => ({ id, name, links: userLinks(id, base) })),
    links: [
      { rel: "user-search", type: JSON_TYPE, href: `${base}/api/users/search`, title: "Search users" },
      { rel: "root", type: JSON_TYPE, title: "Instance catalog", href: `${base}/api/` },
      ...users.filter(({ has_sequences }) => has_sequences).map(({ id, name }) => ({
        rel: "child",
        title: `User "${name}" sequences`,
        href: `${base}/api/users/${id}/collection`,
      })),
    ],
  };
}

/** What a search found. */
export function foundUsersJson(users: UserName[], base: string) {
  return { features: users.map(({ id, name }) => ({ id, label: name, links: userLinks(id, base) })) };
}

function userLinks(id: string, base: string) {
  return [
    { rel: "user-info", type: JSON_TYPE, href: `${base}/api/users/${id}` },
    { rel: "collection", type: JSON_TYPE, href: `${base}/api/users/${id}/collection` },
  ];
}
