import assert from "node:assert/strict";
import { readRoom } from "../../../src/core/storage/mod.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";

Deno.test("readRoom() gives the bytes of the file system of a folder, and nothing for a folder that is not there", async () => {
  await using folder = await temporaryFolder();
  const room = await readRoom(folder.path);
  assert.ok(room && room.free > 0 && room.free <= room.total, JSON.stringify(room));
  assert.equal(await readRoom(`${folder.path}/missing`), undefined);
});
