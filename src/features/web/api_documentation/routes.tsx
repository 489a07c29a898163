/** `/api/docs/swagger`: the API, to read and try in a browser. */
import { basePath } from "../../../core/http/base_url.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { answerPage, translator } from "../page.tsx";

/** `/api/docs`: the API, to read and to try. */
export function apiDocumentationRoutes(router: Router, { settings }: Services): void {
  router.route({
    method: "get",
    path: "/api/docs/swagger",
    access: "anyone",
    summary: "This API, to read and try in a browser",
    tags: ["Documentation"],
    responses: { 200: { description: "Swagger UI" } },
  }, (context) => {
    const say = translator(context);
    const base = basePath(context);
    const specification = `${base}/api/docs/specs.json`;
    return answerPage(context, settings, {
      title: say("web.api"),
      width: "wide",
      styles: [{ source: "swagger-ui", path: "swagger-ui.css" }, "api_documentation.css"],
      scripts: [{ source: "swagger-ui", path: "swagger-ui-bundle.js" }],
      modules: ["api_documentation.js"],
      data: { specification },
      needs: { styledByScripts: true },
      body: (
        <>
          <div id="swagger-ui"></div>
          <noscript>
            <p>
              <a href={specification}>OpenAPI</a>
            </p>
          </noscript>
        </>
      ),
    });
  });
}
