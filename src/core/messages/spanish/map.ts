import type { MAP as ENGLISH } from "../english/map.ts";

/** Texts of tiles and their filters, in Spanish. */
export const MAP: Partial<Record<keyof typeof ENGLISH, string>> = {
  "map.tile_format": "El formato de la tesela no es válido, debe ser pbf o mvt",
  "map.tile_out_of_bounds": "El parámetro X o Y está fuera de los límites",
  "map.zoom_out_of_bounds": "El parámetro Z está fuera de los límites (de 0 a {deepest})",
};
