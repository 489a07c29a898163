import assert from "node:assert/strict";
import { LocalStore } from "../../../src/core/storage/local.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";

async function modeOf(path: string): Promise<string> {
  return ((await Deno.stat(path)).mode! & 0o777).toString(8);
}

for (const umask of [0o000, 0o022, 0o077]) {
  Deno.test(`files are 640 in folders of 750, temporary ones 600, with the umask ${umask.toString(8)}`, async () => {
    const before = Deno.umask(umask);
    try {
      await using folder = await temporaryFolder();
      const root = `${folder.path}/pictures/permanent`;
      const store = await LocalStore.open(root);
      const upload = await store.createUpload();
      await upload.write(new Uint8Array(3));
      const [temporary] = await Array.fromAsync(Deno.readDir(root), ({ name }) => name);
      assert.equal(await modeOf(`${root}/${temporary}`), "600");
      await upload.commit("/ab/cd/uploaded.jpg");
      await store.write("/ab/ef/written.jpg", new Uint8Array(3));
      const files = ["ab/cd/uploaded.jpg", "ab/ef/written.jpg"];
      assert.deepEqual(await Promise.all(files.map((file) => modeOf(`${root}/${file}`))), ["640", "640"]);
      const folders = ["", "/ab", "/ab/cd", "/ab/ef", "/.."];
      assert.deepEqual(await Promise.all(folders.map((path) => modeOf(root + path))), Array(5).fill("750"));
    } finally {
      Deno.umask(before);
    }
  });
}
