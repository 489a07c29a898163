import assert from "node:assert/strict";
import { expire } from "../../../../src/features/syncapi/retention/expire.ts";
import { updateCameraSettings } from "../../../../src/features/syncapi/retention/queries.ts";
import { answer, filesBelow, serverTest } from "../../../support/server.ts";
import { assetMetadata, bytesOf, imageMetadata, syncClient } from "../client.ts";

const DAY = 86_400;

const moment = () => ({ at: new Date().toISOString() });

serverTest(
  "expire() deletes by kind and age with thumbnails and files, after saying so in a rehearsal",
  async (server) => {
    const { sql, backend: { services } } = server;
    const client = await syncClient(server);
    const { id: camera } = await answer(client.camera());
    const now = Math.floor(Date.now() / 1000);
    const send = (kind: string, days: number, fields: Record<string, unknown> = {}) => {
      const metadata = (kind === "image" ? imageMetadata : (f: object) => assetMetadata(kind, { ...f }))({
        createDate: now - days * DAY,
        dayDate: undefined,
        ...fields,
      });
      return answer(client.send("PUT", kind, metadata, { media: bytesOf(kind) }));
    };
    const [old, young] = [crypto.randomUUID(), crypto.randomUUID()];
    for (const [uuid, days] of [[old, 31], [young, 29]] as const) {
      await send("thumbnail", days, { uuid });
      await send("image", days, { thumbnail_uuid: uuid });
    }
    for (const kind of ["video", "rawimage"]) for (const days of [11, 364, 366]) await send(kind, days);

    const counted = (expired: { kind: string; count: number }[]) => expired.map(({ kind, count }) => [kind, count]);
    const expected = [["image", 1], ["video", 1], ["rawimage", 3]];
    assert.deepEqual(counted(await expire(services, moment(), { isRehearsal: true })), expected);
    assert.equal((await filesBelow(`${server.storage}/permanent`)).length, 10);
    assert.deepEqual(counted(await expire(services, moment())), expected);
    assert.deepEqual(await expire(services, moment()), []);
    const files = await filesBelow(`${server.storage}/permanent`);
    assert.equal(files.length, 4, files.join("\n"));
    assert.ok(files.some((name) => name.includes(young)) && !files.some((name) => name.includes(old)));

    await updateCameraSettings(sql, camera, { retention: { video: 0, image: 5 } });
    assert.deepEqual(counted(await expire(services, moment())), [["image", 1]]);
    await updateCameraSettings(sql, camera, { retention: { video: 10, image: null } });
    assert.deepEqual(counted(await expire(services, moment())), [["video", 2]]);
    assert.deepEqual(await filesBelow(`${server.storage}/permanent`), []);
  },
);

serverTest("expire() deletes files that a crash left behind, except those that were written again", async (server) => {
  const { sql, backend: { services } } = server;
  const client = await syncClient(server);
  await answer(client.camera());
  const metadata = assetMetadata("video", { createDate: Math.floor(Date.now() / 1000) });
  const put = () => answer(client.send("PUT", "video", metadata, { media: bytesOf("film") }));
  const { url } = await put();
  const path = url.replace("images/", "");
  // As after a crash between the transaction and the deletion of the file.
  await sql`DELETE FROM allsky_assets`;
  await sql`INSERT INTO allsky_discarded_files (path) VALUES (${path})`;
  await put();
  await expire(services, moment());
  assert.equal((await filesBelow(`${server.storage}/permanent`)).length, 1);
  await sql`DELETE FROM allsky_assets`;
  await sql`INSERT INTO allsky_discarded_files (path) VALUES (${path})`;
  await expire(services, moment());
  assert.deepEqual(await filesBelow(`${server.storage}/permanent`), []);
});
