/** `/api/configuration`: what clients need to know of the instance before anything else. */
import { z } from "@hono/zod-openapi";
import { languageOf } from "../http/languages.ts";
import type { Router } from "../http/router.ts";
import type { Services } from "../services.ts";
import { VERSION } from "../version.ts";
import { readConfiguration } from "./queries.ts";

export function configurationRoutes(router: Router, { settings, sql }: Services): void {
  const summary = settings.API_SUMMARY;

  router.route({
    method: "get",
    path: "/api/configuration",
    access: "open",
    summary: "Name, licence, defaults and abilities of the instance",
    tags: ["Server"],
    responses: { 200: { description: "The configuration", content: { "application/json": { schema: z.object({}) } } } },
  }, async (context) => {
    const language = languageOf(context);
    const localised = (texts: Record<string, string>) => ({ label: texts[language] ?? texts.en, langs: texts });
    const { defaults, pages } = await readConfiguration(sql);
    return context.json({
      name: localised(summary.name),
      description: localised(summary.description),
      geo_coverage: localised(summary.geo_coverage),
      logo: summary.logo,
      color: summary.color,
      email: summary.email,
      auth: { enabled: false },
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
