/** How many pictures lie in each cell of the map. */
export { refreshGrid } from "./refresh.ts";
export { refreshGridTask } from "./refresh_task.ts";
