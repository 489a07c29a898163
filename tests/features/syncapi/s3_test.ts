/** Films of all-sky cameras in a bucket (`TEST_S3_URL`). */
import assert from "node:assert/strict";
import { PART_BYTES } from "../../../src/core/storage/s3/send.ts";
import { HAS_S3, makeBucket } from "../../support/s3.ts";
import { answer, serverTest } from "../../support/server.ts";
import { assetMetadata, syncClient } from "./client.ts";

if (HAS_S3) {
  serverTest("SyncAPI: a video is sent to a bucket in parts, served in parts, replaced and deleted", async (server) => {
    const { permanent } = server.backend.services.stores;
    const client = await syncClient(server);
    await answer(client.camera());
    const media = new Uint8Array(PART_BYTES + 10).fill(7);
    media.set([1, 2, 3], PART_BYTES);
    const send = (method: string) =>
      client.send(method, "video", assetMetadata("video"), { media, fileName: "film.mp4" });
    const { id, url } = await answer(send("PUT"));
    const part = await fetch(`${server.url}/${url}`, { headers: { Range: `bytes=${PART_BYTES}-${PART_BYTES + 2}` } });
    assert.deepEqual([part.status, ...await part.bytes()], [206, 1, 2, 3]);
    await answer(send("POST"), 400);
    assert.equal((await answer(send("PUT"))).id, id);
    const path = url.replace("images/", "/allsky/");
    assert.ok(await permanent.exists(path));
    const { camera_uuid } = assetMetadata("video");
    await answer(client.send("DELETE", "video", { id, camera_uuid }));
    assert.equal(await permanent.exists(path), false);
  }, { FS_URL: await makeBucket() });
}
