/** The OpenAPI document, made from the route declarations. */
import { z } from "@hono/zod-openapi";
import { message } from "../messages/mod.ts";
import { VERSION } from "../version.ts";
import type { Services } from "../services.ts";
import { baseUrl } from "./base_url.ts";
import type { Router } from "./router.ts";
import { validate } from "./validation.ts";

/** Of older servers; links to them are still around. */
const FORMER_ADDRESSES = { "/apidocs": "/api/docs/swagger", "/apispec_1.json": "/api/docs/specs.json" };

/** Media type that OpenAPI 3.1 documents are asked for by (OGC API - Common, requirement class OpenAPI). */
export const OPENAPI = "application/vnd.oai.openapi+json;version=3.1";

/** Clients that read no later version, such as OWSLib 0.35, look for this one. */
export const OPENAPI_3_0 = "application/vnd.oai.openapi+json;version=3.0";

const query = z.object({ version: z.enum(["3.0", "3.1"]).optional() });

const openApi = z.object({ openapi: z.string(), info: z.unknown(), paths: z.unknown() }).catchall(z.unknown());

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
    request: { query },
    responses: {
      200: {
        description: "OpenAPI 3.1, or 3.0 where that is asked for",
        content: { [OPENAPI]: { schema: openApi }, [OPENAPI_3_0]: { schema: openApi } },
      },
    },
  }, (context) => {
    const { version } = validate(query, context.req.query(), message("http.bad_query"));
    const head = {
      info: {
        title: settings.API_SUMMARY.name.en ?? "Panoramax",
        description: settings.API_SUMMARY.description.en,
        version: settings.API_GIT_VERSION ?? VERSION,
        license: { name: "MIT" },
      },
      servers: [{ url: baseUrl(context) }],
    };
    if (version === "3.0") {
      const document = router.app.getOpenAPIDocument({ openapi: "3.0.3", ...head });
      return context.body(JSON.stringify(document, withoutIdleNullable), 200, { "Content-Type": OPENAPI_3_0 });
    }
    const document = router.app.getOpenAPI31Document({ openapi: "3.1.0", ...head });
    return context.body(JSON.stringify(document), 200, { "Content-Type": OPENAPI });
  });

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

/** Without a type, `nullable` says nothing (OpenAPI 3.0.3, Schema Object), and linters object. */
function withoutIdleNullable(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("nullable" in value) || "type" in value) return value;
  const { nullable: _, ...rest } = value;
  return rest;
}
