/** Whether the instance is well: for administrators who look, and for the operator who is told. */
export { alertTask } from "./alerts.ts";
export { healthAdminRoutes } from "./routes.ts";
