import assert from "node:assert/strict";
import { capture } from "../../../support/present.ts";
import { periodsWithin } from "../../../../src/features/syncapi/view/pickers/periods.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";
import { assetMetadata, bytesOf, CREATED, imageMetadata, syncClient } from "../client.ts";

const HOUR = 3600, DAY = 24 * HOUR;

Deno.test("periodsWithin() offers what a calendar has, newest first", () => {
  const count = (chosen: number[]) => periodsWithin(chosen, [2023, 2024]).length;
  assert.deepEqual([[], [2024], [2024, 2], [2023, 2], [2024, 2, 29]].map(count), [2, 12, 29, 28, 24]);
  assert.deepEqual(periodsWithin([2024, 12], [2024, 2024])[0], {
    value: 31,
    start: "2024-12-31 00:00:00",
    end: "2025-01-01 00:00:00",
  });
  assert.deepEqual(periodsWithin([2024, 2, 29], [2024, 2024])[0], {
    value: 23,
    start: "2024-02-29 23:00:00",
    end: "2024-03-01 00:00:00",
  });
});

function ask({ url }: TestServer, name: string, choice: Record<string, unknown>, status = 200) {
  const body = JSON.stringify(choice);
  const headers = { "Content-Type": "application/json" };
  return answer(fetch(`${url}/indi-allsky/ajax/${name}`, { method: "POST", headers, body }), status);
}

/** Images of two nights, and what was made of them. */
async function sendNights(server: TestServer) {
  const client = await syncClient(server);
  const { id } = await answer(client.camera());
  const media = bytesOf("media");
  for (const [later, detections] of [[0, 0], [60, 2], [2 * HOUR, 0], [DAY, 0]] as const) {
    const metadata = imageMetadata({ createDate: CREATED + later, dayDate: null, detections });
    await answer(client.send("PUT", "image", metadata, { media }));
  }
  const products = { video: { data: { max_stars: 300, avg_sqm: null } }, keogram: {}, startrail: {}, minivideo: {} };
  for (const [kind, fields] of Object.entries(products)) {
    await answer(
      client.send("PUT", kind, assetMetadata(kind, { createDate: CREATED + 10 * HOUR, ...fields }), { media }),
    );
  }
  await answer(client.send("PUT", "video", assetMetadata("video", { night: false, dayDate: "20231231" }), { media }));
  return id;
}

serverTest("ajax/imageviewer and ajax/gallery lead from years to the images of an hour", async (server) => {
  const CAMERA_ID = await sendNights(server);
  for (const name of ["imageviewer", "gallery"]) {
    const { IMAGE_DATA, ...lists } = await ask(server, name, { CAMERA_ID });
    assert.deepEqual(lists, {
      YEAR_SELECT: [[2024, "2024"]],
      MONTH_SELECT: [[2, "February"], [1, "January"]],
      DAY_SELECT: [[1, "1"]],
      HOUR_SELECT: [[20, "20:00"]],
    });
    assert.deepEqual(IMAGE_DATA.map(({ date }: { date: string }) => date), ["2024-02-01 20:59:59"]);
  }
  const day = { CAMERA_ID: String(CAMERA_ID), YEAR_SELECT: "2024", MONTH_SELECT: 1, DAY_SELECT: 31 };
  const newest = await ask(server, "imageviewer", day);
  assert.deepEqual(newest.HOUR_SELECT, [[22, "22:00"], [21, "21:00"], [20, "20:00"]]);
  assert.equal(newest.YEAR_SELECT, undefined);
  const seen = await ask(server, "imageviewer", { ...day, FILTER_DETECTIONS: true });
  assert.deepEqual(seen.HOUR_SELECT, [[21, "21:00"]]);
  assert.equal(seen.IMAGE_DATA[0].detections, 2);
  const hour = await ask(server, "imageviewer", { ...day, HOUR_SELECT: 20 });
  assert.deepEqual(Object.keys(hour), ["IMAGE_DATA"]);
  const [{ url, page }] = hour.IMAGE_DATA;
  assert.equal((await fetch(`${server.url}/${url}`)).status, 200);
  assert.match(await (await fetch(`${server.url}${page}`)).text(), /2024-01-31 20:59:59/);
  assert.deepEqual((await ask(server, "imageviewer", { ...day, DAY_SELECT: 30 })).IMAGE_DATA, []);
});

serverTest("ajax/videoviewer has a row for each day and night, ajax/minivideoviewer the clips", async (server) => {
  const CAMERA_ID = await sendNights(server);
  const all = await ask(server, "videoviewer", { CAMERA_ID });
  assert.deepEqual(all.YEAR_SELECT, [[2024, "2024"], [2023, "2023"]]);
  const [row] = all.video_list;
  assert.equal(all.video_list.length, 1);
  assert.deepEqual([row.dayDate, row.night, row.max_stars, row.avg_sqm], ["2024-01-31", true, 300, null]);
  assert.ok(row.timelapse.url && row.keogram.url && row.startrail.url && !row.startrail_timelapse);
  const december = { CAMERA_ID, YEAR_SELECT: 2023, MONTH_SELECT: 12 };
  assert.equal((await ask(server, "videoviewer", december)).video_list[0].night, false);
  assert.deepEqual(await ask(server, "videoviewer", { ...december, TIMEOFDAY_SELECT: "night" }), { video_list: [] });
  const clips = await ask(server, "minivideoviewer", { CAMERA_ID });
  assert.deepEqual(clips.video_list.map(({ note }: { note: string }) => note), ["Boule de feu ☄"]);
});

serverTest("ajax/… refuses invalid choices, and cameras that are hidden", async (server) => {
  const CAMERA_ID = await sendNights(server);
  for (
    const choice of [{}, { CAMERA_ID: "x" }, { CAMERA_ID, MONTH_SELECT: 13 }, { CAMERA_ID, TIMEOFDAY_SELECT: "x" }]
  ) {
    await ask(server, "videoviewer", choice, 400);
  }
  await ask(server, "gallery", { CAMERA_ID: CAMERA_ID + 1 }, 400);
  assert.deepEqual(await ask(server, "gallery", { CAMERA_ID, YEAR_SELECT: 1999 }), { IMAGE_DATA: [] });
});

serverTest("ajax/selectcamera is remembered by the browser", async (server) => {
  const first = await sendNights(server);
  const client = await syncClient(server, "second");
  const { id } = await answer(client.camera({ uuid: crypto.randomUUID() }));
  const choose = async (CAMERA_ID: number) => {
    const response = await fetch(`${server.url}/ajax/selectcamera`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ CAMERA_ID }),
    });
    await response.body?.cancel();
    return capture(/^([^;]+)/, response.headers.get("Set-Cookie") ?? "");
  };
  const latest = async (cookie: string) => {
    const response = await fetch(`${server.url}/latestimage`, { headers: { Cookie: cookie }, redirect: "manual" });
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await latest(await choose(first)), 302);
  assert.equal(await latest(await choose(id)), 404, "it has no image yet");
  await server.sql`UPDATE allsky_cameras SET hidden = true WHERE id = ${id}`;
  assert.equal(await latest(`allsky_camera=${id}`), 302, "the first that may be seen");
});
