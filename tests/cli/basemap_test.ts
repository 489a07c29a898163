/** `basemap`: what an archive of map tiles is, before and after it is installed. */
import assert from "node:assert/strict";
import { archive, RENNES, town } from "../support/pmtiles.ts";
import { runProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

Deno.test("basemap check says what a file is or why it cannot be shown, and makes no database", async () => {
  await using folder = await temporaryFolder();
  const run = (...args: string[]) => runProgram(SOURCE_PROGRAM, ["basemap", ...args], { folder: folder.path });
  const explained = await run();
  assert.match(explained.stdout, /pmtiles extract https/);
  const missing = await run("check");
  assert.notEqual(missing.code, 0);
  assert.match(missing.stderr, /There is no .*basemap\.pmtiles/);
  assert.equal(missing.stdout, "");

  await Deno.writeFile(`${folder.path}/town.pmtiles`, archive(town(RENNES)));
  const { code, stdout, stderr } = await run("check", "town.pmtiles");
  assert.equal(code, 0, stderr);
  for (
    const fact of [
      /Protomaps Basemap, schema 4\.13\.6/,
      /zoom 0 to 14/,
      /-2\.000, 47\.900, -1\.400, 48\.300/,
      /roads, /,
    ]
  ) assert.match(stdout, fact);
  await Deno.writeFile(`${folder.path}/town.pmtiles`, archive(town(RENNES), { tileType: 2 }));
  const pictures = await run("check", "town.pmtiles");
  assert.notEqual(pictures.code, 0);
  assert.match(pictures.stderr, /tiles of type PNG/);
  assert.deepEqual(Array.from(Deno.readDirSync(folder.path), ({ name }) => name), ["town.pmtiles"]);
});
