/**
 * How many pictures lie in each cell of 0.1° of the map; triggers of the database note which cells changed.
 *
 * Others may refresh the counts. It knows nothing of other features but how periodic tasks are declared (jobs).
 */
export { refreshGrid } from "./refresh.ts";
export { refreshChangesTask, refreshGridTask } from "./refresh_task.ts";
