/**
 * The map: vector tiles of the grid, sequences and pictures, of everybody or of one user, and styles to display them.
 *
 * Others may add its routes. It uses the visibility rules and filters of stac; map_grid computes the counts of the grid.
 */
export { mapRoutes } from "./routes.ts";
