import type { MAP as ENGLISH } from "../english/map.ts";

/** Texts of tiles and their filters, in German. */
export const MAP: Partial<Record<keyof typeof ENGLISH, string>> = {
  "map.tile_format": "Das Format der Kachel ist ungültig, erlaubt sind pbf und mvt",
  "map.tile_out_of_bounds": "Der Parameter X oder Y liegt außerhalb der Grenzen",
  "map.zoom_out_of_bounds": "Der Parameter Z liegt außerhalb der Grenzen (0 bis {deepest})",
  "map.attribution": "Quellenangaben ein- oder ausblenden",
  "map.marker": "Markierung auf der Karte",
  "map.zoom_in": "Vergrößern",
  "map.zoom_out": "Verkleinern",
  "map.reset_north": "Ziehen dreht die Karte, Klicken richtet sie nach Norden aus",
  "map.find_me": "Meinen Standort finden",
  "map.no_location": "Standort nicht verfügbar",
};
