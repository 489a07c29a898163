/**
 * Places: their names on pages, and the search of the map, in the titles of sequences and in a list of towns that the program
 * comes with.
 *
 * Uses the visibility rules of stac.
 */
export { ATTRIBUTION as TOWN_ATTRIBUTION, nearestPlace, nearestPlaces } from "./nearest.ts";
export { placesRoutes } from "./routes.ts";
