import assert from "node:assert/strict";
import { componentsOf } from "../../../scripts/structure/components.ts";
import type { Import } from "../../../scripts/structure/imports.ts";
import { roomGraph } from "../../../scripts/structure/levels.ts";
import { violationsOf } from "../../../scripts/structure/rules.ts";

const FILES = new Set(["src/features/stac/mod.ts", "src/features/map/mod.ts", "src/core/db/sql.ts"]);

function imported(from: string, to: string, { line = 3, isValue = true, isDynamic = false } = {}): Import {
  return { from, to, line, isValue, isDynamic };
}

for (
  const [name, imports, expected] of [
    ["an import that goes down", [imported("src/features/map/tile.ts", "src/core/db/sql.ts")], []],
    ["an import through mod.ts", [imported("src/features/map/tile.ts", "src/features/stac/mod.ts")], []],
    ["an import inside of a feature", [imported("src/features/map/tile.ts", "src/features/map/layers/grid.ts")], []],
    ["an import of types past mod.ts", [
      imported("src/features/map/tile.ts", "src/features/stac/links.ts", { isValue: false }),
    ], ["src/features/map/tile.ts:3 imports src/features/stac/links.ts: use src/features/stac/mod.ts instead"]],
    ["an import that goes up", [imported("src/core/db/sql.ts", "src/features/map/mod.ts", { line: 7 })], [
      "src/core/db/sql.ts:7 imports src/features/map/mod.ts: core may not use features",
    ]],
    ["an import of what composes the program", [imported("src/features/map/tile.ts", "src/main/app.ts")], [
      "src/features/map/tile.ts:3 imports src/main/app.ts: features may not use composition",
    ]],
    ["two files that need each other", [
      imported("src/core/db/a.ts", "src/core/db/b.ts"),
      imported("src/core/db/b.ts", "src/core/db/a.ts"),
    ], ["Files in a circle: src/core/db/a.ts, src/core/db/b.ts"]],
    ["two files of which one is loaded later", [
      imported("src/core/db/a.ts", "src/core/db/b.ts"),
      imported("src/core/db/b.ts", "src/core/db/a.ts", { isDynamic: true }),
    ], []],
    ["types of each other", [
      imported("src/core/db/a.ts", "src/core/db/b.ts"),
      imported("src/core/db/b.ts", "src/core/db/a.ts", { isValue: false }),
    ], []],
  ] as [string, Import[], string[]][]
) {
  Deno.test(`violationsOf() judges ${name}`, () => assert.deepEqual(violationsOf(imports, FILES), expected));
}

Deno.test("violationsOf() names the folders of a circle, and the imports where to cut it", () => {
  const [violation, ...others] = violationsOf([
    imported("src/features/map/tile.ts", "src/features/stac/mod.ts"),
    imported("src/features/stac/mod.ts", "src/features/map/mod.ts", { line: 12 }),
  ], FILES);
  assert.deepEqual(others, []);
  assert.match(violation ?? "", /^Folders in a circle: features\/map, features\/stac\n/);
  assert.match(violation ?? "", /src\/features\/stac\/mod\.ts:12 imports src\/features\/map\/mod\.ts/);
});

Deno.test("componentsOf() finds circles around corners, and leaves alone what only leads into one", () => {
  const edges = [["a", "b"], ["b", "c"], ["c", "a"], ["c", "d"], ["d", "e"], ["x", "a"]] as const;
  assert.deepEqual(componentsOf(edges), [["a", "b", "c"]]);
});

Deno.test("roomGraph() puts every room above what it uses, and leaves out arrows that others imply", () => {
  const graph = roomGraph([
    imported("src/main/app.ts", "src/features/map/mod.ts"),
    imported("src/main/app.ts", "src/core/db/sql.ts"),
    imported("src/features/map/mod.ts", "src/core/db/sql.ts"),
  ]);
  assert.deepEqual(graph.rows, [["main"], ["features/map"], ["core/db"]]);
  assert.deepEqual(graph.arrows, [["features/map", "core/db"], ["main", "features/map"]]);
});
