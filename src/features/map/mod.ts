/**
 * The map: vector tiles of the grid, sequences and pictures, of everybody or of one user, and styles that show them.
 *
 * Others may add its routes. It knows the visibility rules and filters of stac; the counts of the grid are made by map_grid.
 */
export { mapRoutes } from "./routes.ts";
