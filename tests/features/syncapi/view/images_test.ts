/** The page of an image, the ways to it, and what is computed for it. */
import assert from "node:assert/strict";
import { placeOf, skyAt } from "../../../../src/features/syncapi/view/astronomy/sky_at.ts";
import { sensorsOf } from "../../../../src/features/syncapi/view/images/sensors.ts";
import { keogramHours } from "../../../../src/features/syncapi/view/keogram/axis.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";
import { assetMetadata, bytesOf, imageMetadata, type SyncClient, syncClient } from "../client.ts";

const media = bytesOf("an image");
const OTHER = "22222222-2222-3333-4444-555555555555";
/** 20:00 of the 31st of January at eight hours west. */
const EVENING = Date.parse("2024-02-01T04:00:00Z") / 1000;

async function sendAt(client: SyncClient, minutes: number, fields: Record<string, unknown> = {}): Promise<number> {
  const metadata = imageMetadata({ createDate: EVENING + minutes * 60, dayDate: undefined, ...fields });
  return (await answer(client.send("PUT", "image", metadata, { media }))).id;
}

async function pageOf({ url }: TestServer, path: string, status = 200): Promise<string> {
  const response = await fetch(url + path, { headers: { Accept: "text/html" } });
  const text = await response.text();
  assert.equal(response.status, status, text);
  assert.doesNotMatch(text, /style="|onclick/);
  return text;
}

async function lead({ url }: TestServer, path: string, status = 302): Promise<string | null> {
  const response = await fetch(url + path, { redirect: "manual" });
  await response.body?.cancel();
  assert.equal(response.status, status, path);
  return response.headers.get("Location");
}

function idsOf(page: string): number[] {
  return [...page.matchAll(/href="\/allsky\/assets\/(\d+)"/g)].map(([, id]) => Number(id));
}

serverTest("the page of an image has its facts, sensors, sun and moon, and leads to its neighbours", async (server) => {
  const client = await syncClient(server);
  const { id: camera } = await answer(
    client.camera({ latitude: 37.7, longitude: -122.4, data: { sensor_user_2: "Dew <point>" } }),
  );
  await answer(client.camera({ uuid: OTHER, name: "No place" }));
  const data = { sensor_user_2: 3.25, sensor_user_3: 0, sensor_temp_1: -7.5, aircraft: [{}] };
  const late = await sendAt(client, 120);
  const early = await sendAt(client, 0);
  const middle = await sendAt(client, 60, { data, kpindex: 2.33, detections: 4 });
  const elsewhere = await sendAt(client, 61, { camera_uuid: OTHER });
  const page = await pageOf(server, `/allsky/assets/${middle}`);
  assert.match(
    page,
    new RegExp(`href="/allsky/assets/${early}" rel="prev"[^]*href="/allsky/assets/${late}" rel="next"`),
  );
  assert.match(page, /<dt>Dew &lt;point&gt;<\/dt><dd>3\.25<\/dd>/);
  assert.match(page, /<dt>sensor_temp_1<\/dt><dd>-7\.5<\/dd>/);
  assert.doesNotMatch(page, /sensor_user_3|aircraft/);
  assert.match(page, /<dt>Kp index<\/dt><dd>2\.33<\/dd>[^]*<dt>Pixels<\/dt><dd>64 × 48<\/dd>/);
  assert.match(page, /<dt>Height of the sun<\/dt><dd>-[\d.]+°, dark night<\/dd>/);
  assert.match(page, new RegExp(`value="${server.url}/allsky/assets/${middle}"`));
  const first = await pageOf(server, `/allsky/assets/${early}`);
  assert.ok(!first.includes('rel="prev"') && first.includes('rel="next"'));
  const other = await pageOf(server, `/allsky/assets/${elsewhere}`);
  assert.ok(!other.includes('rel="prev"') && !other.includes("Height of the sun"), "no place, no sun");

  const at = (time: string, status?: number) => lead(server, `/allsky/${camera}/at?time=${time}`, status);
  assert.equal(await at("2024-01-31T20:29"), `${server.url}/allsky/assets/${early}`);
  assert.equal(await at("2024-01-31T20:31:30"), `${server.url}/allsky/assets/${middle}`);
  assert.equal(await at("2030-01-01T00:00"), `${server.url}/allsky/assets/${late}`);
  for (const wrong of ["x", "2024-01-31", "2024-01-31T25:00", "2024-01-31T20:00Z"]) await at(wrong, 400);
  await lead(server, `/allsky/${camera + 5}/at?time=2024-01-31T20:29`, 404);

  await server.sql`UPDATE allsky_cameras SET hidden = true WHERE id = ${camera}`;
  await pageOf(server, `/allsky/assets/${middle}`, 404);
  await at("2024-01-31T20:29", 404);
});

serverTest("images with detections are listed by themselves, page by page, and within a night", async (server) => {
  const client = await syncClient(server);
  const { id: camera } = await answer(client.camera());
  await answer(client.camera({ uuid: OTHER, name: "Other" }));
  await sendAt(client, 0, { camera_uuid: OTHER, detections: 9 });
  const detected = [];
  for (let minutes = 0; minutes < 65; minutes++) {
    const id = await sendAt(client, minutes, { detections: minutes % 13 === 0 ? 0 : 1 });
    if (minutes % 13 !== 0) detected.unshift(id);
  }
  const first = await pageOf(server, `/allsky/${camera}/detections`);
  assert.deepEqual(idsOf(first), detected.slice(0, 60));
  assert.doesNotMatch(first, /Older/);
  const newest = await sendAt(client, 70, { detections: 2 });
  const longer = await pageOf(server, `/allsky/${camera}/detections`);
  assert.deepEqual(idsOf(longer), [newest, ...detected.slice(0, 59)]);
  assert.match(longer, new RegExp(`detections\\?after=${detected[58]}"`));
  const older = await pageOf(server, `/allsky/${camera}/detections?after=${detected[9]}`);
  assert.deepEqual(idsOf(older), detected.slice(10));
  const night = await pageOf(server, `/allsky/${camera}/2024-01-31?detections=true`);
  assert.equal([...night.matchAll(/class="enlarges" title/g)].length, 61);
  await pageOf(server, `/allsky/${camera}/detections?after=x`, 400);
  await pageOf(server, `/allsky/${camera}/2024-01-31?detections=x`, 400);
});

serverTest("the keogram of a night says where its hours are", async (server) => {
  const client = await syncClient(server);
  const { id: camera } = await answer(client.camera());
  for (const minutes of [0, 20, 40, 245]) await sendAt(client, minutes);
  await sendAt(client, 30, { exclude: true });
  await sendAt(client, -600, { night: false });
  const { id } = await answer(client.send("PUT", "keogram", assetMetadata("keogram"), { media }));
  const page = await pageOf(server, `/allsky/assets/${id}`);
  const hours = /data-hours="([^"]*)"/.exec(page)![1]!.replaceAll("&quot;", '"');
  assert.deepEqual(JSON.parse(hours), [
    ["2024-01-31T20:00:00", "2024-01-31T20:40:00", 0, 0.75],
    ["2024-02-01T00:05:00", "2024-02-01T00:05:00", 0.75, 1],
  ]);
  assert.match(page, new RegExp(`href="/allsky/${camera}/at\\?time=2024-02-01T00:05:00"`));
});

Deno.test("keogramHours() divides the width by the number of images", () => {
  assert.deepEqual(keogramHours([]), []);
  const hours = keogramHours([
    { first: "2024-01-31 23:10:00", last: "2024-01-31 23:10:00", images: 1 },
    { first: "2024-02-01 00:00:00.5", last: "2024-02-01 00:40:00", images: 3 },
  ]);
  assert.deepEqual(hours, [
    { first: "2024-01-31T23:10:00", last: "2024-01-31T23:10:00", from: 0, to: 0.25 },
    { first: "2024-02-01T00:00:00", last: "2024-02-01T00:40:00", from: 0.25, to: 1 },
  ]);
});

Deno.test("skyAt() knows heights, darkness and the moon of a night, and that polar summers have none", () => {
  // Greenwich, 21 March 2024, noon: the sun is as high as the equator of the sky.
  const greenwich = { latitude: 51.48, longitude: 0 };
  const noon = skyAt(Date.parse("2024-03-21T12:07:00Z"), greenwich, 0);
  assert.ok(Math.abs(noon.sunAltitude - 38.9) < 0.3, String(noon.sunAltitude));
  assert.equal(noon.twilight, "day");
  // The full moon of 25 March 2024.
  const night = skyAt(Date.parse("2024-03-25T01:00:00Z"), greenwich, 0);
  assert.ok(night.moonLit > 0.99 && night.moonAltitude > 20 && night.twilight === "night");
  const { sunset, darkFrom, darkUntil, sunrise } = night.events;
  assert.match(new Date(sunset!).toISOString(), /^2024-03-24T18:(19|20)/);
  assert.match(new Date(sunrise!).toISOString(), /^2024-03-25T05:5/);
  assert.ok(sunset! < darkFrom! && darkFrom! < darkUntil! && darkUntil! < sunrise!);
  // The same night at its other end, by a clock far from UTC.
  const hawaii = { latitude: 20, longitude: -155 };
  const [evening, morning] = ["2024-03-25T05:00:00Z", "2024-03-25T15:00:00Z"]
    .map((time) => skyAt(Date.parse(time), hawaii, -36000).events);
  assert.deepEqual(evening, morning);
  const north = skyAt(Date.parse("2024-06-21T22:00:00Z"), { latitude: 78, longitude: 15 }, 7200);
  assert.deepEqual(north.events, { sunset: undefined, darkFrom: undefined, darkUntil: undefined, sunrise: undefined });
  assert.equal(placeOf({ latitude: 91, longitude: 0 }), undefined);
  assert.equal(placeOf({ latitude: null }), undefined);
});

Deno.test("sensorsOf() lists what measured something, temperatures first, by number", () => {
  const data = {
    sensor_user_10: 1,
    sensor_user_2: 2.5,
    sensor_temp_11: -3,
    sensor_user_4: 0,
    uptime: 5,
    sensor_user_5: "x",
  };
  assert.deepEqual(sensorsOf(data, { sensor_user_2: "Dew point" }), [
    { title: "sensor_temp_11", value: -3 },
    { title: "Dew point", value: 2.5 },
    { title: "sensor_user_10", value: 1 },
  ]);
});
