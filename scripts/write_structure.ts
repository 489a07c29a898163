/** Draws `docs/structure.svg`, which `docs/architecture.md` shows; a test compares it with the imports. */
import { resolve } from "node:path";
import { readImports } from "./structure/imports.ts";
import { roomGraph } from "./structure/levels.ts";
import { drawRooms } from "./structure/picture.ts";

const project = resolve(import.meta.dirname ?? ".", "..");
await Deno.writeTextFile(`${project}/docs/structure.svg`, drawRooms(roomGraph(await readImports(project))));
