/** Streets, buildings and names, from tiles in version 4 of Protomaps' schema (https://docs.protomaps.com/basemaps/layers). */
import { type Flavor, layers } from "@protomaps/basemaps";
import type { ArchiveFacts } from "../archive/archive.ts";
import type { StyleParts } from "./natural_earth.ts";

const SOURCE = "streets";

/**
 * Writing systems whose letters maps can draw: those of `glyphs/`, and those that MapLibre asks the browser to draw. Latin has no
 * name in the tiles.
 */
const DRAWN_SCRIPTS = ["Cyrillic", "Greek", "Han", "Hangul", "Hiragana", "Katakana", "Mixed-Japanese"];
/** Layers whose text is no name. */
const WITHOUT_NAMES = ["address_label", "roads_shields"];
/** Layers that are nothing without the icons, which we do not have. */
const ICONS_ONLY = ["roads_oneway"];

/** What OpenStreetMap's licence asks maps to show: https://osmfoundation.org/wiki/Licence/Attribution_Guidelines */
const ATTRIBUTION =
  '<a href="https://protomaps.com">Protomaps</a> © <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>';

/**
 * Sources and layers of the streets.
 * @param tiles address with `{z}`, `{x}` and `{y}`
 * @param language of the names, as in OpenStreetMap's `name:de`; a name without one is as people on the spot write it
 */
export function streets(
  flavor: Flavor,
  { tiles, facts, language }: { tiles: string; facts: ArchiveFacts; language: string },
): StyleParts {
  const { minZoom, maxZoom, bounds } = facts;
  return {
    sources: {
      [SOURCE]: {
        type: "vector",
        tiles: [tiles],
        minzoom: minZoom,
        maxzoom: maxZoom,
        bounds,
        attribution: ATTRIBUTION,
      },
    },
    // The background is that of the map below.
    layers: layers(SOURCE, flavor, { lang: language })
      .filter(({ id }) => id !== "background" && !ICONS_ONLY.includes(id))
      .map((layer) => ({ ...layer, id: `streets_${layer.id}` }))
      .map((layer) => layer.type === "symbol" ? ownText(layer, flavor, nameIn(language)) : layer),
  };
}

/** The name of a place in a language: an expression of the style specification. */
function nameIn(language: string): unknown[] {
  const isDrawn = ["any", ["!", ["has", "script"]], ["in", ["get", "script"], ["literal", DRAWN_SCRIPTS]]];
  const otherwise = ["coalesce", ["get", "name:en"], ["get", "name"]];
  return ["coalesce", ["get", `name:${language}`], ["case", isDrawn, ["get", "name"], otherwise]];
}

interface TextLayer {
  id: string;
  type: "symbol";
  layout?: object;
  paint?: object;
}

/** A layer of text without icons. Those of the package have names in two writing systems, one of which needs more fonts. */
function ownText(layer: TextLayer, flavor: Flavor, name: unknown[]) {
  const layout = Object.fromEntries(Object.entries(layer.layout ?? {}).filter(([key]) => !key.startsWith("icon-")));
  const hasName = !WITHOUT_NAMES.some((id) => layer.id === `streets_${id}`);
  return {
    ...layer,
    layout: { ...layout, ...(hasName ? { "text-field": name } : { "text-size": 10 }) },
    // In place of the shield around the number of a road.
    paint: hasName ? layer.paint : {
      ...layer.paint,
      "text-halo-color": flavor.roads_label_major_halo,
      "text-halo-width": 2,
    },
  };
}
