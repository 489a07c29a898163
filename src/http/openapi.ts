/** The OpenAPI document, made from the route declarations, and Swagger UI to read it; both without internet. */
import { z } from "@hono/zod-openapi";
import { VERSION } from "../version.ts";
import type { Services } from "../services.ts";
import { baseUrl } from "./base_url.ts";
import { ApiError } from "./errors.ts";
import type { Router } from "./router.ts";
import { swaggerFile } from "./swagger_ui.ts";

/** `/api/docs/specs.json`, `/api/docs/swagger` and its files. */
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
    responses: { 200: { description: "OpenAPI 3.1", content: { "application/json": { schema: z.object({}) } } } },
  }, (context) =>
    context.json(router.app.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: settings.API_SUMMARY.name.en ?? "Panoramax",
        description: settings.API_SUMMARY.description.en,
        version: settings.API_GIT_VERSION ?? VERSION,
        license: { name: "MIT" },
      },
      servers: [{ url: baseUrl(context, settings.INFRA_NB_PROXIES) }],
    })));

  router.route({
    method: "get",
    path: "/api/docs/swagger",
    access: "open",
    summary: "This API, to read and try in a browser",
    tags: ["Documentation"],
    responses: { 200: { description: "Swagger UI", content: { "text/html": { schema: z.string() } } } },
  }, (context) => context.html(PAGE));

  router.route({
    method: "get",
    path: "/api/docs/swagger/{file}",
    access: "open",
    summary: "Scripts and styles of Swagger UI",
    tags: ["Documentation"],
    responses: { 200: { description: "The file" }, 404: { description: "No such file" } },
  }, async (_context, { file: name }) => {
    const file = await swaggerFile(name);
    if (!file) throw new ApiError(404, "Not found");
    return new Response(file.body, {
      headers: { "Content-Type": file.type, "Cache-Control": "public, max-age=86400" },
    });
  });
}

const PAGE = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Panoramax API</title>
  <link rel="stylesheet" href="/api/docs/swagger/swagger-ui.css">
</head>
<body>
  <div id="swagger-ui"></div>
  <script src="/api/docs/swagger/swagger-ui-bundle.js"></script>
  <script>SwaggerUIBundle({ url: "/api/docs/specs.json", dom_id: "#swagger-ui", deepLinking: true });</script>
</body>
</html>
`;
