import type { MAP as ENGLISH } from "../english/map.ts";

/** Texts of tiles and their filters, in French. */
export const MAP: Record<keyof typeof ENGLISH, string> = {
  "map.tile_format": "Le format de tuile n’est pas valide, attendu : pbf ou mvt",
  "map.tile_out_of_bounds": "Le paramètre X ou Y est hors limites",
  "map.zoom_out_of_bounds": "Le paramètre Z est hors limites (attendu : de 0 à {deepest})",
  "map.attribution": "Afficher ou masquer les sources",
  "map.marker": "Repère sur la carte",
  "map.zoom_in": "Zoomer",
  "map.zoom_out": "Dézoomer",
  "map.reset_north": "Glisser pour tourner la carte, cliquer pour remettre le nord en haut",
  "map.find_me": "Afficher ma position",
  "map.no_location": "Position non disponible",
};
