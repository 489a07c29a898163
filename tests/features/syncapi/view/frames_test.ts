/** What the scripts of the pages read: the images of a loop, and the newest of each camera. */
import assert from "node:assert/strict";
import { answer, serverTest } from "../../../support/server.ts";
import { assetMetadata, bytesOf, imageMetadata, type SyncClient, syncClient } from "../client.ts";

const media = bytesOf("an image");
const OTHER = "22222222-2222-3333-4444-555555555555";

interface Frame {
  id: number;
  time: number;
  clock: string;
  url: string;
  small: string | null;
}

async function sendAt(client: SyncClient, time: number, fields: Record<string, unknown> = {}) {
  const metadata = imageMetadata({ createDate: time, dayDate: undefined, ...fields });
  return await answer(client.send("PUT", "image", metadata, { media }));
}

serverTest("the images of a night come in the order they were taken, page by page", async (server) => {
  const client = await syncClient(server);
  const { id } = await answer(client.camera());
  await answer(client.camera({ uuid: OTHER, name: "Other" }));
  // 20:00 of the 31st of January at eight hours west; midnight is four hours later.
  const evening = Date.parse("2024-02-01T04:00:00Z") / 1000;
  const thumbnail_uuid = crypto.randomUUID();
  const thumbnail = assetMetadata("thumbnail", { uuid: thumbnail_uuid, createDate: evening, width: 150 });
  const { url: small } = await answer(client.send("PUT", "thumbnail", thumbnail, { media }));
  // The last one arrives first, and one that the owner excluded from videos is left out.
  const sent = [];
  for (const hour of [7, 0, 3, 5]) {
    sent.push(await sendAt(client, evening + hour * 3600, hour === 0 ? { thumbnail_uuid } : {}));
  }
  await sendAt(client, evening + 60, { exclude: true });
  await sendAt(client, evening + 120, { camera_uuid: OTHER });
  await sendAt(client, evening - 8 * 3600, { night: false });
  const read = async (query: string, status = 200) =>
    await answer(fetch(`${server.url}/allsky/${id}/frames${query}`), status);

  const night = await read("?day=2024-01-31&part=night");
  assert.deepEqual(night.frames.map(({ clock }: Frame) => clock), [
    "2024-01-31 20:00:00",
    "2024-01-31 23:00:00",
    "2024-02-01 01:00:00",
    "2024-02-01 03:00:00",
  ]);
  const first = { id: sent[1].id, time: evening, clock: "2024-01-31 20:00:00", url: sent[1].url, small };
  assert.deepEqual(night.frames[0], first);
  assert.deepEqual([night.smallWidth, night.next], [150, null]);
  assert.equal((await read("?day=2024-01-31")).frames.length, 5);
  assert.deepEqual((await read("?day=2024-02-01")).frames, []);
  const clocks = [];
  for (let after = "";;) {
    const { frames, next } = await read(`?day=2024-01-31&limit=2${after}`);
    clocks.push(...frames.map(({ clock }: Frame) => clock));
    if (next === null) break;
    after = `&after=${next}`;
  }
  assert.equal(new Set(clocks).size, 5);
  // The last hours are those before the newest image, however long ago that was.
  assert.equal((await read("?hours=3")).frames.length, 2);
  for (const query of ["", "?hours=0", "?hours=25", "?day=x", "?day=2024-01-31&hours=1", "?day=2024-01-31&after=1"]) {
    await read(query, 400);
  }
  const { cameras } = await answer(fetch(`${server.url}/allsky/newest`));
  assert.deepEqual(cameras.map(({ clock }: Frame) => clock).toSorted(), ["2024-01-31 20:02:00", "2024-02-01 03:00:00"]);
  const { cameras: [newest] } = await answer(fetch(`${server.url}/allsky/newest?camera=${id}`));
  assert.deepEqual([newest.camera, newest.url, newest.time], [id, sent[0].url, evening + 7 * 3600]);

  await server.sql`UPDATE allsky_cameras SET hidden = true WHERE id = ${id}`;
  await read("?day=2024-01-31", 404);
  assert.equal((await answer(fetch(`${server.url}/allsky/newest`))).cameras.length, 1);
  assert.deepEqual((await answer(fetch(`${server.url}/allsky/newest?camera=${id}`))).cameras, []);
});
