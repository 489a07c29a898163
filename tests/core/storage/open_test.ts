import assert from "node:assert/strict";
import { openStores, StorageError } from "../../../src/core/storage/open.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";

Deno.test("openStores() makes the folders of local stores", async () => {
  await using folder = await temporaryFolder();
  await openStores({
    tmp: `${folder.path}/deep/er/tmp`,
    permanent: `${folder.path}/permanent/`,
    derivates: `file://${folder.path}/derivates`,
  });
  for (const name of ["deep/er/tmp", "permanent", "derivates"]) {
    assert.ok((await Deno.stat(`${folder.path}/${name}`)).isDirectory, name);
    assert.deepEqual(Array.from(Deno.readDirSync(`${folder.path}/${name}`)), [], "the check leaves no file");
  }
});

Deno.test("openStores() names the setting of a store that cannot be used, without secrets", async () => {
  await using folder = await temporaryFolder();
  await Deno.writeFile(`${folder.path}/file`, new Uint8Array());
  const good = { tmp: `${folder.path}/t`, permanent: `${folder.path}/p`, derivates: `${folder.path}/d` };
  const inFile = `${folder.path}/file/folder`;
  const cases = [
    [
      { tmp: inFile },
      `Filesystem for temporary (FS_TMP_URL) is not accessible. Please check your URL is correct: ${inFile}`,
    ],
    [
      { permanent: inFile },
      `Filesystem for permanent (FS_PERMANENT_URL) is not accessible. Please check your URL is correct: ${inFile}`,
    ],
    [
      { derivates: "s3://key:secret@bucket/prefix?endpoint_url=http://127.0.0.1:1" },
      "Filesystem for derivates (FS_DERIVATES_URL) is not accessible. Please check your URL is correct: s3://key:***@bucket/prefix?endpoint_url=http://127.0.0.1:1",
    ],
  ] as const;
  for (const [wrong, message] of cases) {
    await assert.rejects(openStores({ ...good, ...wrong }), (error) => {
      assert.ok(error instanceof StorageError);
      // What the system or the service says of it follows in brackets.
      assert.ok(error.message.startsWith(`${message} (`), error.message);
      return true;
    });
  }
});
