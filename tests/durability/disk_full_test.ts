/** A picture for which the disk has no room is refused with 507, and leaves nothing behind. Needs root, to mount a tiny disk. */
import assert from "node:assert/strict";
import { makePicture } from "../support/pictures.ts";
import { answer, filesBelow, serverTest } from "../support/server.ts";
import { imageMetadata, syncClient } from "../features/syncapi/client.ts";
import { createUploadSet, readUploadSet, sendFile } from "../support/uploads.ts";

const COMPLETE = { longitude: 2.35, latitude: 48.85, time: new Date("2024-05-01T10:00:00Z") };

const disk = mountTinyDisk();

/** Mounts 256 KiB of memory; undefined where that is not allowed. */
function mountTinyDisk(): string | undefined {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return undefined;
  const folder = Deno.makeTempDirSync({ prefix: "panoramax-tiny-disk-" });
  const { success } = new Deno.Command("mount", { args: ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder] })
    .outputSync();
  if (success) return folder;
  Deno.removeSync(folder);
  return undefined;
}

if (disk) {
  Deno.test.afterAll(async () => {
    await new Deno.Command("umount", { args: [disk] }).output();
    await Deno.remove(disk);
  });

  serverTest("A picture that does not fit on the disk is refused, a smaller one is taken", async (server) => {
    const set = await createUploadSet(server, { estimated_nb_files: 2 });
    const large = await makePicture({ ...COMPLETE, width: 2000, height: 1000, quality: 95 });
    assert.ok(large.length > 256 * 1024);
    const response = await sendFile(server, set, { name: "large.jpg", bytes: large });
    assert.equal(response.headers.get("Retry-After"), "300");
    const refusal = await answer(response, 507);
    assert.equal(refusal.message, "The server has no room left for pictures");
    const rows = await server.sql`
      SELECT id::text FROM pictures UNION ALL SELECT picture_id::text FROM files UNION ALL SELECT id::text FROM job_queue`;
    assert.deepEqual([...rows], []);
    assert.deepEqual(await filesBelow(disk), []);

    const health = await answer(fetch(`${server.url}/api/health`));
    assert.deepEqual(health, { live: true, ready: true, database: true, storage: "full" });

    const small = await makePicture({ ...COMPLETE, width: 64, height: 32 });
    await answer(sendFile(server, set, { name: "small.jpg", bytes: small }), 202);
    await server.backend.runner!.idle();
    assert.equal((await readUploadSet(server, set)).items_status.prepared, 1);
    for (const entry of ["tmp", "permanent", "derivates"]) await Deno.remove(`${disk}/${entry}`, { recursive: true });
  }, { FS_URL: disk });

  serverTest(
    "An image of a camera that does not fit on the disk is refused with a reason, a smaller one is taken",
    async (server) => {
      const client = await syncClient(server);
      await answer(client.camera());
      const send = (media: Uint8Array<ArrayBuffer>) => client.send("PUT", "image", imageMetadata(), { media });
      const refusal = await answer(send(new Uint8Array(1024 * 1024)), 507);
      assert.deepEqual(refusal, {
        error: "insufficient_storage",
        reason: "The server has no space left for this file",
      });
      assert.deepEqual([...await server.sql`SELECT path FROM allsky_assets`], []);
      assert.deepEqual(await filesBelow(disk), []);
      await answer(send(new Uint8Array(1024)));
      for (const entry of ["tmp", "permanent", "derivates"]) await Deno.remove(`${disk}/${entry}`, { recursive: true });
    },
    { FS_URL: disk },
  );
} else {
  Deno.test({ name: "A picture that does not fit on the disk is refused", ignore: true, fn() {} });
}
