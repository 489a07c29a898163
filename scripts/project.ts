import { fileURLToPath } from "node:url";

/** Path of this project's folder, wherever a script was started. */
export const PROJECT = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
