/** Texts of tiles and their filters, in English. */
export const MAP = {
  "map.tile_format": "Tile format is invalid, should be either pbf or mvt",
  "map.tile_out_of_bounds": "X or Y parameter is out of bounds",
  "map.zoom_out_of_bounds": "Z parameter is out of bounds (should be 0-{deepest})",
  "map.attribution": "Show or hide attribution",
  "map.marker": "Marker on the map",
  "map.zoom_in": "Zoom in",
  "map.zoom_out": "Zoom out",
  "map.reset_north": "Drag to rotate the map, click to reset north",
  "map.find_me": "Find my location",
  "map.no_location": "Location not available",
} as const;
