/** Texts of the base map, in English. */
export const BASE_MAP = {
  "base_map.none": "There is no street map",
  "base_map.damaged": "The file is damaged, or no PMTiles archive",
  "base_map.old_format": "The archive is in an earlier version of PMTiles; version 3 is needed",
  "base_map.no_vector_tiles": "The archive has tiles of type {type}; vector tiles (MVT) are needed",
  "base_map.compression": "The archive is compressed in a way that is not supported; gzip is needed",
  "base_map.schema": "The archive is not in Protomaps’ schema: it has no layers {layers}",
  "base_map.old_schema": "The archive is in an earlier version of Protomaps’ schema; version 4 is needed",
  "base_map.no_file": "A file is needed, and this is none",
  "base_map.unreadable": "The file cannot be read: {cause}",
  "base_map.unreachable": "The server of the archive cannot be reached: {cause}",
  "base_map.no_ranges": "The server of the archive does not send parts of files (HTTP ranges)",
  "base_map.font": "There are no such letters",
  "base_map.language": "Parameter lang should be the code of a language, such as fr",
} as const;
