import type { MAP as ENGLISH } from "../english/map.ts";

/** Texts of tiles and their filters, in Hungarian. */
export const MAP: Partial<Record<keyof typeof ENGLISH, string>> = {
  "map.tile_format": "A csempe formátuma érvénytelen, pbf vagy mvt legyen",
  "map.tile_out_of_bounds": "Az X vagy az Y paraméter kívül esik a határokon",
  "map.zoom_out_of_bounds": "A Z paraméter kívül esik a határokon (0–{deepest})",
  "map.attribution": "Források megjelenítése vagy elrejtése",
  "map.marker": "Jelölő a térképen",
  "map.zoom_in": "Nagyítás",
  "map.zoom_out": "Kicsinyítés",
  "map.reset_north": "Húzással forgatható a térkép, kattintásra észak felé fordul",
  "map.find_me": "Saját hely keresése",
  "map.no_location": "A hely nem érhető el",
};
