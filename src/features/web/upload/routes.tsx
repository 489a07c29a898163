/** `/upload`: upload pictures from a browser; `/upload/history`: what became of them. */
import { basePath } from "../../../core/http/base_url.ts";
import { acceptsAnonymousUploads } from "../../accounts/mod.ts";
import { callerOf, type RequestContext } from "../../../core/http/context.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { otherOrigins } from "../content_security_policy.ts";
import { answerPage, translator } from "../page.tsx";
import { staticAddress } from "../static_files/addresses.ts";
import { baseMapStyle, darkBaseMapStyle } from "../viewer/base_map.ts";
import { HistoryPage } from "./history_page.tsx";
import { HISTORY_TEXTS, UPLOAD_TEXTS } from "./texts.ts";
import { UploadPage } from "./upload_page.tsx";

/** What the map is made of: it is loaded when somebody needs it. */
async function mapFiles(context: RequestContext, settings: Services["settings"]) {
  const base = basePath(context);
  const [hosts, script, sheet, worker] = await Promise.all([
    staticAddress("app", "map_hosts.js"),
    ...["maplibre-gl-csp.js", "maplibre-gl.css", "maplibre-gl-csp-worker.js"].map((file) =>
      staticAddress("maplibre", file)
    ),
  ]);
  return {
    scripts: [base + hosts, base + script],
    sheet: base + sheet,
    worker: base + worker,
    style: baseMapStyle(context, settings),
    darkStyle: darkBaseMapStyle(context, settings),
    origins: otherOrigins(settings),
  };
}

function licenceOf({ API_PICTURES_LICENSE_SPDX_ID: id, API_PICTURES_LICENSE_URL: url }: Services["settings"]) {
  return id ? { id, url } : undefined;
}

/** The pages. */
export function uploadPageRoutes(router: Router, services: Services): void {
  const { settings } = services;
  router.route({
    method: "get",
    path: "/upload",
    access: "anyone",
    summary: "The upload page",
    tags: ["Website"],
    responses: { 200: { description: "The page" } },
  }, async (context) => {
    const say = translator(context);
    const base = basePath(context);
    const caller = callerOf(context);
    const needsLogin = !caller && !await acceptsAnonymousUploads(services);
    return answerPage(context, settings, {
      title: say("web.upload_pictures"),
      width: "wide",
      styles: ["upload.css", "map.css"],
      modules: needsLogin || settings.API_READ_ONLY ? undefined : ["upload.js"],
      texts: UPLOAD_TEXTS,
      data: { maxBytes: settings.PICTURE_MAX_BYTES, isAnonymous: !caller, map: await mapFiles(context, settings) },
      needs: { map: true },
      body: (
        <UploadPage
          say={say}
          isReadOnly={settings.API_READ_ONLY}
          login={needsLogin ? `${base}/api/auth/login?next_url=${encodeURIComponent(`${base}/upload`)}` : undefined}
          isAnonymous={!caller}
          licence={licenceOf(settings)}
          history={caller ? `${base}/upload/history` : undefined}
          isRegistrationOpen={settings.API_REGISTRATION_IS_OPEN}
        />
      ),
    });
  });

  router.route({
    method: "get",
    path: "/upload/history",
    access: "logged-reads",
    summary: "The page of all uploads of the caller",
    tags: ["Website"],
    responses: { 200: { description: "The page" }, 302: { description: "To log in" } },
  }, (context) => {
    const say = translator(context);
    return answerPage(context, settings, {
      title: say("upload_page.history"),
      width: "wide",
      styles: ["upload.css"],
      modules: ["upload_history.js"],
      texts: HISTORY_TEXTS,
      body: <HistoryPage say={say} base={basePath(context)} />,
    });
  });
}
