/** `/`, `/viewer` and `/embed`: the map and the pictures. */
import { z } from "@hono/zod-openapi";
import { basePath, baseUrl } from "../../../core/http/base_url.ts";
import { answer, link } from "../../../core/http/documentation.ts";
import { asksForPage } from "../../../core/http/browsers.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { OPENAPI } from "../../../core/http/openapi.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import type { StreetMap } from "../../base_map/mod.ts";
import { findPublicExtent } from "../../stac/mod.ts";
import { otherOrigins } from "../content_security_policy.ts";
import { answerPage, instanceName, type PageContent, translator } from "../page.tsx";
import { pageLanguage } from "../page_language.ts";
import { baseMapStyle, baseMapStyleRoutes, darkBaseMapStyle } from "./base_map.ts";
import { Viewer } from "./viewer.tsx";

/** Where the viewer looks for places, unless the settings name another geocoder. */
const NOMINATIM = "https://nominatim.openstreetmap.org";

const tags = ["Website"];
const responses = { 200: { description: "The page" } };
const apiAddress = z.object({ message: z.string(), links: z.array(link) });

/** `/`: the map with the viewer of pictures. */
export function viewerRoutes(router: Router, services: Services, streetMap: StreetMap): void {
  const { settings, sql } = services;
  baseMapStyleRoutes(router, settings, streetMap);

  router.route({
    method: "get",
    path: "/",
    access: "anyone",
    summary: "The main page: map and pictures. Programs get the address of the API",
    tags,
    responses: { 200: answer("The page, or for programs where the API is", apiAddress) },
  }, async (context) => {
    context.header("Vary", "Accept");
    return asksForPage(context) || !asksForJson(context) ? await answerViewer(context, {}) : pointToApi(context);
  });

  router.route({
    method: "get",
    path: "/viewer",
    access: "anyone",
    summary: "The map and the pictures; links in the API point here",
    tags,
    responses,
  }, (context) => answerViewer(context, {}));

  router.route({
    method: "get",
    path: "/embed",
    access: "open",
    summary: "The map and the pictures alone, for other sites to embed",
    tags,
    responses,
  }, (context) => answerViewer(context, { isBare: true, needs: { map: true, embeddable: true } }));

  async function answerViewer(context: RequestContext, changes: Partial<PageContent>): Promise<Response> {
    const say = translator(context);
    const language = pageLanguage(context);
    const extent = await findPublicExtent(sql);
    const { description } = settings.API_SUMMARY;
    const name = instanceName(settings, language), about = description[language] ?? description.en;
    return await answerPage(context, settings, {
      title: name,
      description: about,
      width: "full",
      styles: [{ source: "web-viewer", path: "index.css" }, "map.css"],
      scripts: [
        "browser_gaps.js",
        "own_requests.js",
        "map_hosts.js",
        "viewer_start.js",
        { source: "web-viewer", path: "index.js" },
        "viewer_changes.js",
        "place_search.js",
        "scale_bar.js",
      ],
      data: {
        origins: otherOrigins(settings),
        darkMapStyle: darkBaseMapStyle(context, settings),
        hasGeocoder: settings.API_GEOCODER_URL !== undefined || otherOrigins(settings).includes(NOMINATIM),
        labels: {
          back: say("web.back"),
          details: say("gallery.details"),
          close: say("syncapi.close"),
          denied: say("web.map_host_denied", { hosts: "{hosts}" }),
        },
        about: about === undefined ? name : `${name}: ${about}`,
      },
      needs: { map: true },
      body: (
        <Viewer
          base={basePath(context)}
          mapStyle={baseMapStyle(context, settings)}
          geocoder={settings.API_GEOCODER_URL?.replace(/\/+$/, "")}
          language={language}
          extent={extent}
          say={say}
          canUpload={!changes.isBare && !settings.API_READ_ONLY}
        />
      ),
      ...changes,
    });
  }

  function pointToApi(context: RequestContext): Response {
    const say = translator(context);
    const base = baseUrl(context);
    return context.json({
      message: say("web.api_address", { address: `${base}/api` }),
      links: [
        { rel: "service", type: "application/json", href: `${base}/api` },
        {
          rel: "service-desc",
          type: OPENAPI,
          href: `${base}/api/docs/specs.json`,
        },
        { rel: "service-doc", type: "text/html", href: `${base}/api/docs/swagger` },
      ],
    });
  }
}

function asksForJson(context: RequestContext): boolean {
  return /\bapplication\/([\w.-]+\+)?json\b/i.test(context.req.header("Accept") ?? "");
}
