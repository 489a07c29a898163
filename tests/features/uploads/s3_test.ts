/** A whole server whose files are in a bucket. */
import assert from "node:assert/strict";
import { hdPath } from "../../../src/core/storage/mod.ts";
import { makePicture, walk } from "../../support/pictures.ts";
import { HAS_S3, makeBucket } from "../../support/s3.ts";
import { answer, serverTest } from "../../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../support/uploads.ts";

if (HAS_S3) {
  const url = await makeBucket();
  serverTest("pictures are uploaded to, processed in, served from and deleted from a bucket", async (server) => {
    const { permanent, derivates } = server.backend.services.stores;
    const setId = await createUploadSet(server);
    const bytes = await makePicture(walk(1)[0]);
    const { picture_id: id } = await answer(sendFile(server, setId, { name: "1.jpg", bytes }), 202);
    assert.deepEqual(await permanent.read(hdPath(id)), bytes);
    await answer(sendFile(server, setId, { name: "2.jpg", bytes: bytes.subarray(0, bytes.length / 2) }), 400);
    await answer(fetch(`${server.url}/api/upload_sets/${setId}/complete`, { method: "POST" }));
    assert.equal((await uploadSetWhenIdle(server, setId)).ready, true);

    const hd = await fetch(`${server.url}/api/pictures/${id}/hd.jpg`, { headers: { Range: "bytes=0-99" } });
    assert.equal(hd.status, 206);
    assert.deepEqual(new Uint8Array(await hd.arrayBuffer()), bytes.subarray(0, 100));
    for (const file of ["thumb.jpg", "sd.jpg"]) {
      const response = await fetch(`${server.url}/api/pictures/${id}/${file}`);
      assert.equal(response.status, 200);
      assert.equal((await response.arrayBuffer()).byteLength > 100, true);
    }
    await server.sql`DELETE FROM pictures`;
    await server.backend.runner!.idle();
    for (const store of [permanent, derivates]) assert.deepEqual(await Array.fromAsync(store.walk()), []);
  }, { FS_URL: url });
}
