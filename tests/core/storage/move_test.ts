import assert from "node:assert/strict";
import { LocalStore } from "../../../src/core/storage/local.ts";
import { moveFile } from "../../../src/core/storage/mod.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";

const CONTENT = crypto.getRandomValues(new Uint8Array(50_000));

async function isOtherFileSystem(one: string, other: string): Promise<boolean> {
  return (await Deno.stat(one)).dev !== (await Deno.stat(other)).dev;
}

Deno.test("moveFile() renames inside one file system", async () => {
  await using folder = await temporaryFolder();
  const source = await LocalStore.open(`${folder.path}/tmp`);
  const target = await LocalStore.open(`${folder.path}/permanent`);
  await source.write("/a/b/picture.jpg", CONTENT);
  const { ino } = await Deno.stat(`${folder.path}/tmp/a/b/picture.jpg`);
  await moveFile(source, "/a/b/picture.jpg", target, "/c/d/picture.jpg");
  assert.equal((await Deno.stat(`${folder.path}/permanent/c/d/picture.jpg`)).ino, ino, "the same file");
  assert.deepEqual(await source.list("/"), [], "empty folders are gone");
});

Deno.test("moveFile() copies between file systems", {
  ignore: await Deno.stat("/dev/shm").then(() => false, () => true),
}, async (test) => {
  await using here = await temporaryFolder();
  await using there = await temporaryFolder({ dir: "/dev/shm" });
  await test.step({
    name: "from disk to memory",
    ignore: !await isOtherFileSystem(here.path, there.path),
    fn: async () => {
      const source = await LocalStore.open(here.path);
      const target = await LocalStore.open(there.path);
      await source.write("/a/b/picture.jpg", CONTENT);
      await moveFile(source, "/a/b/picture.jpg", target, "/c/d/picture.jpg");
      assert.deepEqual(await target.read("/c/d/picture.jpg"), CONTENT);
      assert.deepEqual(await source.list("/"), []);
      assert.deepEqual(await target.list("/"), ["c"]);
    },
  });
});

Deno.test("moveFile() of a missing file fails and leaves nothing", async () => {
  await using folder = await temporaryFolder();
  const source = await LocalStore.open(`${folder.path}/tmp`);
  const target = await LocalStore.open(`${folder.path}/permanent`);
  await assert.rejects(moveFile(source, "/none.jpg", target, "/c/none.jpg"), Deno.errors.NotFound);
  assert.deepEqual(await target.list("/"), []);
});
