/** Draws `docs/structure.svg`, which `docs/architecture.md` shows; a test compares it with the imports. */
import { readImports } from "./structure/imports.ts";
import { roomGraph } from "./structure/levels.ts";
import { drawRooms } from "./structure/picture.ts";
import { PROJECT } from "./project.ts";

await Deno.writeTextFile(`${PROJECT}/docs/structure.svg`, drawRooms(roomGraph(await readImports(PROJECT))));
