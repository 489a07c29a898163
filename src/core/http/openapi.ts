/** The OpenAPI document, made from the route declarations. */
import { z } from "@hono/zod-openapi";
import { VERSION } from "../version.ts";
import type { Services } from "../services.ts";
import { baseUrl } from "./base_url.ts";
import type { Router } from "./router.ts";

/** Of older servers; links to them are still around. */
const FORMER_ADDRESSES = { "/apidocs": "/api/docs/swagger", "/apispec_1.json": "/api/docs/specs.json" };

/** Media type that OpenAPI 3.1 documents are asked for by (OGC API - Common, requirement class OpenAPI). */
export const OPENAPI = "application/vnd.oai.openapi+json;version=3.1";

/** `/api/docs/specs.json`. */
export function documentationRoutes(router: Router, { settings }: Services): void {
  router.app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
  });

  router.route({
    method: "get",
    path: "/api/docs/specs.json",
    access: "open",
    summary: "This API as an OpenAPI document",
    tags: ["Documentation"],
    responses: { 200: { description: "OpenAPI 3.1", content: { [OPENAPI]: { schema: z.object({}) } } } },
  }, (context) =>
    context.body(
      JSON.stringify(router.app.getOpenAPI31Document({
        openapi: "3.1.0",
        info: {
          title: settings.API_SUMMARY.name.en ?? "Panoramax",
          description: settings.API_SUMMARY.description.en,
          version: settings.API_GIT_VERSION ?? VERSION,
          license: { name: "MIT" },
        },
        servers: [{ url: baseUrl(context) }],
      })),
      200,
      { "Content-Type": OPENAPI },
    ));

  for (const [old, now] of Object.entries(FORMER_ADDRESSES)) {
    router.route({
      method: "get",
      path: old,
      access: "open",
      summary: "Where the documentation used to be",
      tags: ["Documentation"],
      deprecated: true,
      responses: { 301: { description: "Where it is" } },
    }, (context) => context.redirect(`${baseUrl(context)}${now}`, 301));
  }
}
