import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readImports } from "../../scripts/structure/imports.ts";
import { roomGraph } from "../../scripts/structure/levels.ts";
import { drawRooms } from "../../scripts/structure/picture.ts";

Deno.test("docs/structure.svg shows the imports as they are (deno run -A scripts/write_structure.ts)", async () => {
  const project = fileURLToPath(new URL("../../", import.meta.url));
  assert.equal(
    await Deno.readTextFile(`${project}docs/structure.svg`),
    drawRooms(roomGraph(await readImports(project))),
  );
});
