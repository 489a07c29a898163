/** Cameras whose clock goes back: after a zone was corrected, and each autumn. */
import assert from "node:assert/strict";
import { answer, serverTest } from "../../support/server.ts";
import { bytesOf, CAMERA, imageMetadata, syncClient } from "./client.ts";

/** 2024-10-27 00:30 UTC: half past two in Paris, an hour before it is half past two again. */
const SUMMER = { createDate: 1729989000, utc_offset: 7200 };
const WINTER = { createDate: 1729989000 + 3600, utc_offset: 3600 };

serverTest("SyncAPI: both images of the hour that autumn repeats are kept, each with its file", async (server) => {
  const client = await syncClient(server);
  await answer(client.camera());
  const send = (moment: Record<string, number>, text: string) =>
    answer(client.send("PUT", "image", imageMetadata({ ...moment, dayDate: "20241026" }), { media: bytesOf(text) }));
  const summer = await send(SUMMER, "half past two");
  const winter = await send(WINTER, "half past two again");
  assert.notEqual(summer.id, winter.id);
  assert.match(summer.url, /ccd\d+_20241027_023000\.jpg$/);
  assert.match(winter.url, /ccd\d+_20241027_023000_1729992600\.jpg$/);
  const textOf = async (url: string) => await (await fetch(`${server.url}/indi-allsky/${url}`)).text();
  assert.deepEqual(await Promise.all([textOf(summer.url), textOf(winter.url)]), [
    "half past two",
    "half past two again",
  ]);

  // Sent again, each replaces itself.
  assert.deepEqual(await send(SUMMER, "the first"), summer);
  assert.deepEqual(await send(WINTER, "the second"), winter);
  assert.deepEqual(await Promise.all([textOf(summer.url), textOf(winter.url)]), ["the first", "the second"]);
});

serverTest("SyncAPI: the newest image is the latest in UTC, even when the camera's clock went back", async (server) => {
  const client = await syncClient(server);
  const { id } = await answer(client.camera());
  const now = Math.floor(Date.now() / 1000);
  const send = (age: number, utc_offset: number) =>
    answer(
      client.send("PUT", "image", imageMetadata({ createDate: now - age, utc_offset, dayDate: null }), {
        media: bytesOf(`image of ${age} s ago`),
      }),
    );
  await send(120, 10 * 3600);
  const newest = await send(60, 0);
  const latest = await fetch(`${server.url}/indi-allsky/latestimage?camera_id=${id}`, { redirect: "manual" });
  await latest.body?.cancel();
  assert.ok(latest.headers.get("Location")!.endsWith(newest.url), latest.headers.get("Location")!);
  const { latest_image } = await answer(fetch(`${server.url}/indi-allsky/js/latest?camera_id=${id}&night=1`));
  assert.equal(latest_image.url, newest.url);
  const { image_list } = await answer(fetch(`${server.url}/indi-allsky/js/loop?camera_id=${id}&night=1`));
  assert.equal(image_list.at(0).url, newest.url, "newest first");
  assert.equal(image_list.length, 2);
  for (const name of ["imageviewer", "gallery"]) {
    const { IMAGE_DATA } = await answer(fetch(`${server.url}/indi-allsky/ajax/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ CAMERA_ID: id }),
    }));
    assert.equal(IMAGE_DATA.at(0).url, newest.url, `${name} begins with the newest`);
  }
  const page = await (await fetch(`${server.url}/allsky/${id}`)).text();
  assert.ok(page.includes(newest.url), "the camera's page shows the newest");
  const times = (await answer(fetch(`${server.url}/api/search?collections=${CAMERA}`))).features
    .map(({ properties }: { properties: { datetime: string } }) => Date.parse(properties.datetime) / 1000);
  assert.deepEqual(times, [now - 60, now - 120], "STAC sorts by the instant");
});
