/** Fails on imports that go up, past a `mod.ts`, or in circles, and on files that are too long: `deno task lint:structure`. */
import { readImports } from "./structure/imports.ts";
import { longFiles, sourceFiles } from "./structure/files.ts";
import { violationsOf } from "./structure/rules.ts";
import { PROJECT } from "./project.ts";

const files = await sourceFiles(PROJECT);
const violations = [...violationsOf(await readImports(PROJECT), files), ...await longFiles(PROJECT, files)];
for (const violation of violations) console.error(violation);
if (violations.length > 0) {
  console.error(`\n${violations.length} violations of the structure that docs/architecture.md describes`);
  Deno.exit(1);
}
