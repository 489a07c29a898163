/** Archives of backups, read with modern-tar. */
import assert from "node:assert/strict";
import { createTarPacker } from "modern-tar";
import fc from "fast-check";
import { readArchive } from "../../src/backup/archive.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { within } from "../support/within.ts";

/** What a reader does with an entry: read all, cancel at once or after the first chunk, or not even look. */
const HABITS = ["read", "cancel", "begin", "ignore"] as const;
const entry = fc.record({
  size: fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 200_000 })),
  habit: fc.constantFrom(...HABITS),
});

async function writeTar(path: string, sizes: number[]): Promise<void> {
  const packer = createTarPacker();
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  const written = (async () => {
    for await (const chunk of packer.readable) {
      for (let done = 0; done < chunk.length;) done += await file.write(chunk.subarray(done));
    }
  })();
  for (const [index, size] of sizes.entries()) {
    const body = packer.controller.add({ name: `${index}`, size, type: "file" });
    await new Blob([new Uint8Array(size)]).stream().pipeTo(body);
  }
  packer.controller.finalize();
  await written;
}

Deno.test("readArchive() reaches the end of every archive, whatever its reader leaves out", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/a.tar`;
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 8 }), async (entries) => {
      await writeTar(path, entries.map(({ size }) => size));
      let seen = 0;
      await within(20, JSON.stringify(entries), async () => {
        for await (const { header, body } of readArchive(path)) {
          const { size, habit } = entries[seen++]!;
          assert.equal(header.size, size);
          if (habit === "cancel") await body.cancel();
          else if (habit !== "ignore") {
            let length = 0;
            for await (const chunk of body) {
              length += chunk.length;
              if (habit === "begin") break;
            }
            if (habit === "read") assert.equal(length, size);
          }
        }
      });
      assert.equal(seen, entries.length);
    }),
    { numRuns: 150, seed: 20_240_501, endOnFailure: true },
  );
});
