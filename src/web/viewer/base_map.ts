/** The base map of the pages: one of our own, made of Natural Earth's land and borders, or the one that a setting names. */
import type { Router } from "../../http/router.ts";
import type { Settings } from "../../settings.ts";
import type { RequestContext } from "../../http/context.ts";
import { basePath } from "../page.ts";
import { staticAddress } from "../static_files/addresses.ts";

const STYLE_PATH = "/base_map/style.json";

type MapSettings = Pick<Settings, "API_MAP_STYLE_URL" | "INFRA_NB_PROXIES">;

/** Address of the MapLibre style that maps start with. */
export function baseMapStyle(context: RequestContext, settings: MapSettings): string {
  return settings.API_MAP_STYLE_URL ?? basePath(context, settings) + STYLE_PATH;
}

export function baseMapRoutes(router: Router, settings: MapSettings): void {
  router.route({
    method: "get",
    path: STYLE_PATH,
    access: "open",
    summary: "The base map of the pages, as a MapLibre style",
    tags: ["Website"],
    responses: { 200: { description: "The style" } },
  }, async (context) => {
    const base = basePath(context, settings);
    const [land, borders, graticule] = await Promise.all(
      ["land", "borders", "graticule"].map((name) => staticAddress("app", `base_map/${name}.json`)),
    );
    context.header("Cache-Control", "public, max-age=3600");
    return context.json(style(base + land, base + borders, base + graticule));
  });
}

/** Without text, for which letters would have to be fetched. */
function style(land: string, borders: string, graticule: string) {
  const geojson = (data: string, attribution?: string) => ({ type: "geojson", data, attribution });
  return {
    version: 8,
    name: "Natural Earth",
    sources: {
      land: geojson(land, "Natural Earth"),
      borders: geojson(borders),
      graticule: geojson(graticule),
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": "#d5e3ee" } },
      {
        id: "graticule",
        type: "line",
        source: "graticule",
        paint: { "line-color": "#9db4c6", "line-opacity": 0.4, "line-width": 0.75 },
      },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": "#f4f1ea" } },
      { id: "coast", type: "line", source: "land", paint: { "line-color": "#b3bdc4", "line-width": 0.75 } },
      {
        id: "borders",
        type: "line",
        source: "borders",
        paint: { "line-color": "#b9a7c4", "line-width": 1, "line-dasharray": [3, 2] },
      },
    ],
  };
}
