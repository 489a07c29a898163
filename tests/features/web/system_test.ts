/** Versions and sizes, for administrators. */
import assert from "node:assert/strict";
import { VERSION } from "../../../src/core/version.ts";
import { makePicture, walk } from "../../support/pictures.ts";
import { answer, serverTest } from "../../support/server.ts";
import { createUploadSet, sendFile } from "../../support/uploads.ts";

serverTest("administrators read the version and the sizes of the database and the storage", async (server) => {
  const read = (headers: Record<string, string>) => fetch(`${server.url}/api/admin/system`, { headers });
  const before = await answer(read(server.defaultAccount));
  assert.equal(before.version, VERSION);
  assert.match(before.database.version, /^PostgreSQL \d+|^\d+/);
  assert.ok(before.database.size > 1_000_000);
  assert.equal(before.storage.received, 0);
  assert.ok(before.storage.free > 0 && before.storage.free <= before.storage.total);

  const bytes = await makePicture(walk(1)[0]);
  await answer(sendFile(server, await createUploadSet(server), { name: "1.jpg", bytes }), 202);
  const { storage } = await answer(read(server.defaultAccount));
  assert.equal(storage.received, bytes.length);

  assert.deepEqual((await answer(read(server.defaultAccount))).originals, { checked: 0, damaged: 0 });

  await answer(read(await server.account("Bob")), 403);
  await answer(read({}), 401);
});
