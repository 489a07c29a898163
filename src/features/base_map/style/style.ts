/** The style of the base map: which map there is, by what the settings and the data folder have. */
import sanitize from "sanitize-html";
import type { Settings } from "../../../core/settings/mod.ts";
import type { StreetMapState } from "../street_map.ts";
import { DARK, LIGHT } from "./flavors.ts";
import { ground, type GroundFiles, type StyleParts } from "./natural_earth.ts";
import { streets } from "./streets.ts";

/** The settings that choose a map. */
export type BaseMapSettings = Pick<Settings, "API_MAP_RASTER_URL" | "API_MAP_RASTER_ATTRIBUTION">;

/** Addresses of what the style loads. */
export interface BaseMapPlaces {
  files: GroundFiles;
  /** Address of the tiles, with `{version}`, `{z}`, `{x}` and `{y}`. */
  tiles: string;
  /** Address of the letters, with `{fontstack}` and `{range}`. */
  fonts: string;
}

/** What a style is made for. */
export interface BaseMapLook {
  isDark: boolean;
  /** Of the names; a code as in OpenStreetMap. */
  language: string;
}

/** Degrees of longitude from which a street map counts as one of the whole world. */
const WORLD = 350;

/** The style: the tiles of the settings, or else the streets of the archive, or else land and borders alone. */
export function baseMapStyle(
  settings: BaseMapSettings,
  state: StreetMapState,
  { files, tiles, fonts }: BaseMapPlaces,
  { isDark, language }: BaseMapLook,
) {
  const { API_MAP_RASTER_URL: raster, API_MAP_RASTER_ATTRIBUTION: attribution } = settings;
  if (raster !== undefined) return style("Tiles", rasterTiles(raster, attribution));
  const look = isDark ? DARK : LIGHT;
  const below = ground(look.ground, files);
  if (state.kind !== "ready") return style("Natural Earth", below);
  const { facts } = state;
  const above = streets(look.streets, { tiles: tiles.replace("{version}", facts.version), facts, language });
  const [west, , east] = facts.bounds;
  // Around the streets of one town, the land goes on.
  const parts = east - west < WORLD ? below : { sources: {}, layers: below.layers.slice(0, 1) };
  return style("Streets", join(parts, above), fonts);
}

function style(name: string, { sources, layers }: StyleParts, glyphs?: string) {
  return { version: 8, name, ...(glyphs === undefined ? {} : { glyphs }), sources, layers };
}

function join(below: StyleParts, above: StyleParts): StyleParts {
  return { sources: { ...below.sources, ...above.sources }, layers: [...below.layers, ...above.layers] };
}

function rasterTiles(address: string, attribution = ""): StyleParts {
  // Maps show the attribution as HTML.
  const shown = sanitize(attribution, { allowedTags: ["a"], allowedAttributes: { a: ["href"] } });
  return {
    sources: { tiles: { type: "raster", tiles: [address], tileSize: 256, maxzoom: 19, attribution: shown } },
    layers: [{ id: "tiles", type: "raster", source: "tiles" }],
  };
}
