/**
 * The base map below the pictures: styles of our own for land and borders, and for the streets of an archive that the owner of the
 * instance puts into the data folder.
 *
 * The pages of `web` show it, and `panoramax basemap` checks it.
 */
export { type ArchiveFacts } from "./archive/archive.ts";
export { GLYPHS_LICENCE } from "./glyphs.ts";
export { baseMapRoutes } from "./routes.ts";
export { StreetMap, type StreetMapState } from "./street_map.ts";
export { type BaseMapPlaces, type BaseMapSettings, baseMapStyle } from "./style/style.ts";
