/**
 * Places: the search of the map, in the titles of sequences and in a list of towns that the program comes with.
 *
 * Uses the visibility rules of stac.
 */
export { placesRoutes } from "./routes.ts";
