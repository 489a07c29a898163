/** `/admin`: the page for administrators. */
import { basePath } from "../../../core/http/base_url.ts";
import { loggedCallerOf } from "../../../core/http/context.ts";
import { LANGUAGES } from "../../../core/messages/mod.ts";
import type { Router } from "../../../core/http/router.ts";
import type { StreetMap } from "../../base_map/mod.ts";
import type { Services } from "../../../core/services.ts";
import { otherOrigins } from "../content_security_policy.ts";
import { answerAdministratorsOnly, answerPage, translator } from "../page.tsx";
import { baseMapStyle, darkBaseMapStyle } from "../viewer/base_map.ts";
import { staticAddress } from "../static_files/addresses.ts";
import { ADMIN_PAGE_RESPONSES, adminPagesRoutes } from "./page_routes.tsx";
import { AdminPage } from "./admin_page.tsx";
import { systemRoutes } from "./system_routes.ts";
import { ADMIN_TEXTS } from "./texts.ts";

/** `/admin`: the page of administrators. */
export function adminPageRoutes(router: Router, services: Services, streetMap: StreetMap): void {
  const { settings } = services;
  systemRoutes(router, services, streetMap);
  if (!settings.OAUTH_PROVIDER) return;
  adminPagesRoutes(router, services);

  router.route({
    method: "get",
    path: "/admin",
    access: "logged-reads",
    summary: "The administration page",
    tags: ["Website"],
    responses: ADMIN_PAGE_RESPONSES,
  }, async (context) => {
    const say = translator(context);
    const caller = loggedCallerOf(context);
    const title = say("web.administration");
    if (caller.role !== "admin") {
      return await answerAdministratorsOnly(context, settings, title);
    }
    return await answerPage(context, settings, {
      title,
      width: "wide",
      styles: [{ source: "maplibre", path: "maplibre-gl.css" }, "map.css", "admin.css"],
      scripts: ["map_hosts.js", { source: "maplibre", path: "maplibre-gl-csp.js" }],
      modules: ["admin.js"],
      isFilled: true,
      texts: ADMIN_TEXTS,
      data: {
        ownId: caller.id,
        origins: otherOrigins(settings),
        mapStyle: baseMapStyle(context, settings),
        darkMapStyle: darkBaseMapStyle(context, settings),
        mapWorker: basePath(context) + await staticAddress("maplibre", "maplibre-gl-csp-worker.js"),
      },
      needs: { map: true },
      body: <AdminPage say={say} base={basePath(context)} languages={LANGUAGES} />,
    });
  });
}
