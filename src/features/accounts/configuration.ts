/** `/api/configuration`: what clients need to know of the instance before anything else. */
import { z } from "@hono/zod-openapi";
import { baseUrl } from "../../core/http/base_url.ts";
import type { RequestContext } from "../../core/http/context.ts";
import { languageOf } from "../../core/http/language_of.ts";
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import type { Settings } from "../../core/settings/mod.ts";
import { VERSION } from "../../core/version.ts";
import { hasLocalLogins } from "./local/queries.ts";
import { readConfiguration } from "./queries.ts";
import { requiredSetting } from "../../core/settings/mod.ts";

const localised = z.object({
  label: z.string().optional().openapi({ description: "In the language of the caller" }),
  langs: z.record(z.string(), z.string()),
});

const configuration = z.object({
  name: localised,
  description: localised,
  geo_coverage: localised,
  logo: z.string(),
  color: z.string(),
  email: z.string(),
  auth: z.object({
    enabled: z.boolean(),
    user_profile: z.object({ url: z.string().nullable(), use_iframe: z.boolean() }).optional(),
    registration_is_open: z.boolean().optional(),
    enforce_tos_acceptance: z.boolean().optional(),
  }),
  license: z.object({
    id: z.string().openapi({ description: "SPDX id, or `proprietary`" }),
    url: z.string().optional(),
  }),
  version: z.string(),
  pages: z.array(z.string()).openapi({ description: "Pages that have a text" }),
  defaults: z.record(z.string(), z.unknown()),
  visibility: z.object({ possible_values: z.array(z.string()) }),
  is_read_only: z.boolean().optional(),
}).openapi("Configuration");

/** `/api/configuration`: what clients have to know before they log in. */
export function configurationRoutes(router: Router, { settings, sql }: Services): void {
  router.route({
    method: "get",
    path: "/api/configuration",
    access: "open",
    summary: "Name, licence, defaults and abilities of the instance",
    tags: ["Server"],
    responses: {
      200: { description: "The configuration", content: { "application/json": { schema: configuration } } },
    },
  }, async (context) => {
    const language = languageOf(context);
    const localised = (texts: Record<string, string>) => ({ label: texts[language] ?? texts.en, langs: texts });
    const summary = settings.API_SUMMARY;
    const { defaults, pages } = await readConfiguration(sql);
    return context.json({
      name: localised(summary.name),
      description: localised(summary.description),
      geo_coverage: localised(summary.geo_coverage),
      logo: summary.logo,
      color: summary.color,
      email: summary.email,
      auth: authJson(context, settings, settings.loginIsOptional && !await hasLocalLogins(sql)),
      license: settings.API_PICTURES_LICENSE_SPDX_ID
        ? { id: settings.API_PICTURES_LICENSE_SPDX_ID, url: settings.API_PICTURES_LICENSE_URL }
        : { id: "proprietary" },
      version: settings.API_GIT_VERSION ?? VERSION,
      pages,
      defaults,
      visibility: {
        possible_values: settings.API_REGISTRATION_IS_OPEN
          ? ["anyone", "owner-only"]
          : ["anyone", "logged-only", "owner-only"],
      },
      ...(settings.API_READ_ONLY ? { is_read_only: true } : {}),
    });
  });
}

/**
 * Whether and how people log in.
 * @param isIdle logins were not configured, and there is no account to log in with: clients insist on a login when `enabled` is
 * true, and forget the one they have when it is false
 */
function authJson(context: RequestContext, settings: Settings, isIdle: boolean) {
  if (!settings.OAUTH_PROVIDER || isIdle) return { enabled: false };
  return {
    enabled: true,
    user_profile: { url: profileUrl(context, settings), use_iframe: settings.OAUTH_PROFILE_USE_IFRAME },
    registration_is_open: settings.API_REGISTRATION_IS_OPEN,
    enforce_tos_acceptance: settings.API_ENFORCE_TOS_ACCEPTANCE,
  };
}

/** Where people change their profile; null when there is no such page. */
function profileUrl(context: RequestContext, settings: Settings): string | null {
  if (settings.OAUTH_PROFILE_URL) return settings.OAUTH_PROFILE_URL;
  if (settings.OAUTH_PROVIDER === "local") return `${baseUrl(context)}/account`;
  if (settings.OAUTH_PROVIDER === "osm") return null;
  return `${requiredSetting(settings, "OAUTH_OIDC_URL").replace(/\/+$/, "")}/account/#/personal-info`;
}
