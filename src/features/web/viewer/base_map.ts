/** The base map of the pages: our own, made from Natural Earth's land and borders, or one from the settings. */
import { answer, mapStyle } from "../../../core/http/documentation.ts";
import { basePath } from "../../../core/http/base_url.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { staticAddress } from "../static_files/addresses.ts";

/** Colours of the map by what it shows. */
interface Colours {
  water: string;
  land: string;
  coast: string;
  borders: string;
  graticule: string;
}

const LIGHT: Colours = {
  water: "#d5e3ee",
  land: "#f4f1ea",
  coast: "#b3bdc4",
  borders: "#b9a7c4",
  graticule: "#9db4c6",
};
const DARK: Colours = {
  water: "#171a24",
  land: "#2a2836",
  coast: "#4b4a60",
  borders: "#6a5f80",
  graticule: "#3a4256",
};

const STYLE_PATH = "/base_map/style.json", DARK_STYLE_PATH = "/base_map/dark_style.json";

type MapSettings = Pick<Settings, "API_MAP_STYLE_URL">;

/** The address of the MapLibre style that maps use. */
export function baseMapStyle(context: RequestContext, settings: MapSettings): string {
  return settings.API_MAP_STYLE_URL ?? basePath(context) + STYLE_PATH;
}

/** The address of the style for dark mode; the same when the settings name one. */
export function darkBaseMapStyle(context: RequestContext, settings: MapSettings): string {
  return settings.API_MAP_STYLE_URL ?? basePath(context) + DARK_STYLE_PATH;
}

/** The base map that needs no other server: styles, land and borders. */
export function baseMapRoutes(router: Router): void {
  for (const [path, colours] of [[STYLE_PATH, LIGHT], [DARK_STYLE_PATH, DARK]] as const) {
    router.route({
      method: "get",
      path,
      access: "open",
      summary: `The base map of the pages, as a MapLibre style${colours === DARK ? " in dark colours" : ""}`,
      tags: ["Website"],
      responses: { 200: answer("The style", mapStyle) },
    }, async (context) => {
      const base = basePath(context);
      const [land, borders, graticule] = await Promise.all(
        ["land", "borders", "graticule"].map((name) => staticAddress("app", `base_map/${name}.json`)),
      );
      context.header("Cache-Control", "public, max-age=3600");
      return context.json(style(colours, base + land, base + borders, base + graticule));
    });
  }
}

/** The style has no text, since maps would have to fetch fonts for it. */
function style(colours: Colours, land: string, borders: string, graticule: string) {
  const geojson = (data: string, attribution?: string) => ({ type: "geojson", data, attribution });
  const line = (source: string, color: string, width: number, paint = {}) => ({
    id: source === "land" ? "coast" : source,
    type: "line",
    source,
    paint: { "line-color": color, "line-width": width, ...paint },
  });
  return {
    version: 8,
    name: "Natural Earth",
    sources: {
      land: geojson(land, "Natural Earth"),
      borders: geojson(borders),
      graticule: geojson(graticule),
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colours.water } },
      line("graticule", colours.graticule, 0.75, { "line-opacity": 0.4 }),
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colours.land } },
      line("land", colours.coast, 0.75),
      line("borders", colours.borders, 1, { "line-dasharray": [3, 2] }),
    ],
  };
}
