/** Files that a binary has gzipped: read as they are, or unpacked. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { readUnpacked, readUnpackedOrThrow, unpack } from "../../src/core/packed_files.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

for (const size of [0, 1, 5000, 3_000_000]) {
  Deno.test(`${size} bytes come out as they were packed`, () => {
    const bytes = new Uint8Array(randomBytes(size));
    assert.deepEqual(unpack(gzipSync(bytes)), bytes);
  });
}

Deno.test("a file is read wherever it is, and its absence is said", async () => {
  await using folder = await temporaryFolder();
  const bytes = new TextEncoder().encode("as packages have it");
  await Deno.writeFile(`${folder.path}/plain`, bytes);
  await Deno.writeFile(`${folder.path}/packed.gz`, gzipSync(bytes));
  for (const name of ["plain", "packed"]) assert.deepEqual(await readUnpackedOrThrow(`${folder.path}/${name}`), bytes);
  assert.equal(await readUnpacked(`${folder.path}/none`), undefined);
  await assert.rejects(() => readUnpackedOrThrow(`${folder.path}/none`), Deno.errors.NotFound);
});
