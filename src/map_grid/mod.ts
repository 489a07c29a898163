/** How many pictures lie in each cell of the map. */
export { lastRefresh } from "./queries.ts";
export { refreshGrid } from "./refresh.ts";
