/** Downloads that are broken off. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { zipOfItems } from "../../../../../src/features/stac/items/export/zip.ts";
import { openLocalFile } from "../../../../../src/core/storage/local_file.ts";
import { seedSequence, uuid, walk } from "../../seeds.ts";
import { stacTest } from "../../support.ts";

/** Of this process. */
function openPaths(): string[] {
  return [...Deno.readDirSync("/proc/self/fd")].flatMap(({ name }) => {
    try {
      return [Deno.readLinkSync(`/proc/self/fd/${name}`)];
    } catch {
      return [];
    }
  });
}

stacTest("a download that is broken off leaves no file open", async (test) => {
  const sequence = uuid(1);
  await seedSequence(test.sql, { id: sequence, account: await test.account("bob"), pictures: walk(11) });
  const path = join(await Deno.makeTempDir(), "picture.jpg");
  await Deno.writeFile(path, new Uint8Array(4_000_000));
  // Only what is asked of it here.
  const stores = { permanent: { open: () => openLocalFile(path) } } as unknown as Parameters<
    typeof zipOfItems
  >[0]["stores"];
  for (let reads = 1; reads < 6; reads++) {
    const archive = zipOfItems({ sql: test.sql, stores }, { collection: sequence }, {
      accountId: null,
      seesEverything: true,
    });
    const reader = archive.getReader();
    for (let read = 0; read < reads; read++) await reader.read();
    await reader.cancel(new Error("The client has gone")).catch(() => {});
    assert.ok(!openPaths().includes(path), `open after ${reads} pieces`);
  }
});
