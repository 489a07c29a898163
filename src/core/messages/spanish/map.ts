import type { MAP as ENGLISH } from "../english/map.ts";

/** Texts of tiles and their filters, in Spanish. */
export const MAP: Partial<Record<keyof typeof ENGLISH, string>> = {
  "map.tile_format": "El formato de la tesela no es válido, debe ser pbf o mvt",
  "map.tile_out_of_bounds": "El parámetro X o Y está fuera de los límites",
  "map.zoom_out_of_bounds": "El parámetro Z está fuera de los límites (de 0 a {deepest})",
  "map.attribution": "Mostrar u ocultar las fuentes",
  "map.marker": "Marcador en el mapa",
  "map.zoom_in": "Acercar",
  "map.zoom_out": "Alejar",
  "map.reset_north": "Arrastrar para girar el mapa, pulsar para volver al norte",
  "map.find_me": "Encontrar mi ubicación",
  "map.no_location": "Ubicación no disponible",
};
