/** The base map of the pages: our own, or one from the settings. */
import { z } from "@hono/zod-openapi";
import { etagOf, evaluatePreconditions } from "../../../core/http/conditional.ts";
import { answer, mapStyle } from "../../../core/http/documentation.ts";
import { basePath, baseUrl } from "../../../core/http/base_url.ts";
import { languageOf } from "../../../core/http/language_of.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import { validate } from "../../../core/http/validation.ts";
import {
  type BaseMapPlaces,
  type BaseMapSettings,
  baseMapStyle as styleOf,
  type StreetMap,
} from "../../base_map/mod.ts";
import { ownBuild, staticAddress } from "../static_files/addresses.ts";

const STYLE_PATH = "/base_map/style.json", DARK_STYLE_PATH = "/base_map/dark_style.json";

const query = z.object({
  lang: z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z]{2,4})?$/).optional().openapi({
    description: "Language of the names; otherwise that of the request",
    example: "fr",
  }),
});

type MapSettings = Pick<Settings, "API_MAP_STYLE_URL">;

/** The address of the MapLibre style that maps use. */
export function baseMapStyle(context: RequestContext, settings: MapSettings): string {
  return settings.API_MAP_STYLE_URL ?? ownStyle(context, STYLE_PATH);
}

/** The address of the style for dark mode; the same when the settings name one. */
export function darkBaseMapStyle(context: RequestContext, settings: MapSettings): string {
  return settings.API_MAP_STYLE_URL ?? ownStyle(context, DARK_STYLE_PATH);
}

function ownStyle(context: RequestContext, path: string): string {
  return `${basePath(context)}${path}?lang=${languageOf(context)}`;
}

/** The styles of the base map. */
export function baseMapStyleRoutes(router: Router, settings: BaseMapSettings, streetMap: StreetMap): void {
  for (const path of [STYLE_PATH, DARK_STYLE_PATH] as const) {
    const isDark = path === DARK_STYLE_PATH;
    router.route({
      method: "get",
      path,
      access: "open",
      summary: `The base map of the pages, as a MapLibre style${isDark ? " in dark colours" : ""}`,
      tags: ["Website"],
      request: { query },
      responses: { 200: answer("The style", mapStyle), 304: { description: "The client has it already" } },
    }, async (context) => {
      const { lang = languageOf(context) } = validate(query, context.req.query(), message("base_map.language"));
      const look = { isDark, language: lang };
      const style = JSON.stringify(styleOf(settings, await streetMap.state(), await places(context), look));
      const etag = etagOf(style);
      // The archive may be replaced at any time.
      const headers = { "Cache-Control": "public, no-cache", "ETag": etag, "Vary": "Accept-Language" };
      return evaluatePreconditions(context.req.raw.headers, { etag }) === "not modified"
        ? context.body(null, 304, headers)
        : context.body(style, 200, { ...headers, "Content-Type": "application/json" });
    });
  }
}

async function places(context: RequestContext): Promise<BaseMapPlaces> {
  const file = async (name: string) => basePath(context) + await staticAddress("app", `base_map/${name}.json`);
  const [land, borders, graticule] = await Promise.all(["land", "borders", "graticule"].map(file));
  // Maps load tiles and letters in workers, which need whole addresses.
  const base = `${baseUrl(context)}/base_map`;
  return {
    files: { land: land ?? "", borders: borders ?? "", graticule: graticule ?? "" },
    tiles: `${base}/tiles/{version}/{z}/{x}/{y}.mvt`,
    fonts: `${base}/fonts/${await ownBuild()}/{fontstack}/{range}.pbf`,
  };
}
