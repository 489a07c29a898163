/**
 * The rooms of the house: a folder of `src/`, of `src/features/` or of `src/core/`, and the files that lie directly in these.
 * Three floors: what composes the program, features, and the core they stand on.
 */
export type Floor = "composition" | "features" | "core";

/** From the top down. Imports go down, or stay on their floor. */
export const FLOORS: readonly Floor[] = ["composition", "features", "core"];

/** The room of a file, such as `features/stac`, `core/settings` or `commands`; `program` for `main.ts` and `cli.ts`. */
export function roomOf(path: string): string {
  const parts = path.replace(/\.tsx?$/, "").split("/");
  if (parts[0] !== "src") return "program";
  const depth = parts[1] === "features" || parts[1] === "core" ? 2 : 1;
  return parts.slice(1, 1 + depth).join("/");
}

export function floorOf(room: string): Floor {
  if (room.startsWith("features/")) return "features";
  return room.startsWith("core/") ? "core" : "composition";
}
