/** Texts of tiles and their filters, in English. */
export const MAP = {
  "map.tile_format": "Tile format is invalid, should be either pbf or mvt",
  "map.tile_out_of_bounds": "X or Y parameter is out of bounds",
  "map.zoom_out_of_bounds": "Z parameter is out of bounds (should be 0-{deepest})",
} as const;
