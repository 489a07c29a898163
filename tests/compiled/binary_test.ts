/**
 * The compiled binary alone, in an empty folder. `PANORAMAX_BINARY` names it: without it nothing is tested here.
 * `deno task compile && PANORAMAX_BINARY=build/panoramax deno test -A tests/compiled/`
 */
import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import { resolve } from "node:path";
import { assertOnlyBlurredInside } from "../core/jpeg/blur/blocks.ts";
import { paintPeople } from "../support/people.ts";
import { assertPanoramaIsServed, uploadPanorama } from "../support/panorama.ts";
import { walk } from "../support/pictures.ts";
import { present } from "../support/present.ts";
import { type Program, runProgram, serveProgram, type ServerProcess, type Surroundings } from "../support/program.ts";
import { answer } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { createUploadSet, sendFile } from "../support/uploads.ts";

const BINARY = Deno.env.get("PANORAMAX_BINARY");
const LONGEST_WAIT = 60_000;
/** Bytes: as docs/binary.md says. */
const LARGEST_BINARY = 200e6;

function binaryTest(name: string, body: (program: Program, surroundings: Surroundings) => Promise<void>): void {
  Deno.test({
    name: BINARY ? name : `${name} (skipped: PANORAMAX_BINARY names no binary)`,
    ignore: !BINARY,
    fn: async () => {
      await using folder = await temporaryFolder();
      await copyFile(resolve(BINARY!), `${folder.path}/panoramax`);
      await body([`${folder.path}/panoramax`], { folder: folder.path });
    },
  });
}

/** Checks that everything is there that a page loads. */
async function assertPageIsComplete({ url }: ServerProcess, path: string): Promise<void> {
  const page = await (await fetch(url + path, { headers: { Accept: "text/html" } })).text();
  const files = [...page.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map(([, address]) => present(address));
  assert.ok(files.length > 0, page);
  for (const address of files) {
    const response = await fetch(url + address);
    assert.equal(response.status, 200, address);
    assert.ok((await response.bytes()).length > 0, address);
  }
}

binaryTest(
  "the binary serves a picture uploaded in an empty folder, also after a restart",
  async (program, { folder }) => {
    await using temporary = await temporaryFolder();
    const place = { folder, environment: { TMPDIR: temporary.path } };
    await using first = await serveProgram(program, place);
    const { picture, collection } = await uploadPanorama(first, LONGEST_WAIT);
    const item = await answer(fetch(`${first.url}/api/collections/${collection}/items/${picture}`));
    assert.equal(item.id, picture);
    assert.equal(item.properties["pers:interior_orientation"].field_of_view, 360);
    await assertPanoramaIsServed(first, picture);
    // Libraries or compiled code under names that others can work out would be loaded by the next start, whoever wrote them.
    assert.deepEqual((await Array.fromAsync(Deno.readDir(temporary.path))).filter(({ isFile }) => isFile), []);
    for (const path of ["/", "/upload", "/api/docs/swagger"]) await assertPageIsComplete(first, path);
    const { code, stdout } = await first.stop();
    assert.equal(code, 0);
    assert.match(stdout, /processed by sharp/);

    await using second = await serveProgram(program, place);
    const again = await answer(fetch(`${second.url}/api/collections/${collection}/items/${picture}`));
    assert.equal(again.properties.created, item.properties.created);
    await assertPanoramaIsServed(second, picture);
    const made = await runProgram(program, ["user", "alice", "--create"], place);
    assert.deepEqual([made.code, made.stderr], [0, ""]);
    assert.match(made.stdout, /^Account alice created \([0-9a-f-]{36}\)\n$/);
    assert.equal((await second.stop()).code, 0);
  },
);

binaryTest("the binary processes pictures with wasm-vips where sharp is not wanted", async (program, place) => {
  await using server = await serveProgram(program, { ...place, environment: { PICTURE_CODEC: "wasm-vips" } });
  const { picture } = await uploadPanorama(server, LONGEST_WAIT);
  await assertPanoramaIsServed(server, picture);
  const { code, stdout } = await server.stop();
  assert.equal(code, 0);
  assert.doesNotMatch(stdout, /sharp/);
});

binaryTest("the binary is small enough for a slow connection and a small card", async ([path]) => {
  const { size } = await Deno.stat(path);
  assert.ok(size <= LARGEST_BINARY, `${size} bytes`);
});

binaryTest("the binary has every migration in both directions", async (program, place) => {
  const rolledBack = await runProgram(program, ["db", "upgrade"], place)
    .then(() => runProgram(program, ["db", "rollback", "--all", "--yes"], place));
  assert.equal(rolledBack.code, 0, rolledBack.stderr);
  assert.match(rolledBack.stdout, /Rollbacks are done\n$/);
  const upgraded = await runProgram(program, ["db", "upgrade"], place);
  assert.equal(upgraded.code, 0, upgraded.stderr);
  assert.match(upgraded.stdout, /Migrations are done\n$/);
});

binaryTest(
  "the binary prints the licences of what it contains, and a bill of materials",
  async (program, surroundings) => {
    const { code, stdout } = await runProgram(program, ["licenses"], surroundings);
    assert.equal(code, 0);
    for (const name of ["hono", "sharp", "PostGIS"]) assert.match(stdout, new RegExp(`^${name}[ ,(]`, "m"));
    const bom = JSON.parse((await runProgram(program, ["licenses", "--sbom"], surroundings)).stdout);
    assert.equal(bom.bomFormat, "CycloneDX");
  },
);

binaryTest("It blurs a face by itself, with what is inside", async (program, surroundings) => {
  await using server = await serveProgram(program, {
    ...surroundings,
    environment: { ...surroundings.environment, BLUR: "builtin" },
  });
  const [options] = walk(1, { width: 1600, height: 800 });
  const bytes = await paintPeople(present(options), [{ x: 800, y: 400, height: 50 }]);
  const set = await createUploadSet(server, { estimated_nb_files: 1 });
  const { picture_id: picture } = await answer(sendFile(server, set, { name: "1.jpg", bytes }), 202);
  const deadline = performance.now() + LONGEST_WAIT;
  let response = await fetch(`${server.url}/api/pictures/${picture}/hd.jpg`);
  while (response.status !== 200) {
    await response.body?.cancel();
    assert.ok(performance.now() < deadline, "The picture is not blurred in time");
    await new Promise((resolve) => setTimeout(resolve, 50));
    response = await fetch(`${server.url}/api/pictures/${picture}/hd.jpg`);
  }
  const inside = assertOnlyBlurredInside(bytes, await response.bytes(), [{ x: 784, y: 384, width: 32, height: 32 }], {
    mayReachFurther: 40,
  });
  assert.ok(inside > 0);
});
