/** The calendar of a camera, and the ways from night to night. */
import assert from "node:assert/strict";
import { weekdayNames, weeksOf } from "../../../../src/features/syncapi/view/nights/month.ts";
import { findNeighbours, listDaysOfMonth, listMonths } from "../../../../src/features/syncapi/view/nights/queries.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";
import { assetMetadata, bytesOf, imageMetadata, type SyncClient, syncClient } from "../client.ts";

const media = bytesOf("an image");
const OTHER = "22222222-2222-3333-4444-555555555555";

/** An image taken at a moment, by a clock some hours from UTC. @param time ISO 8601 in UTC */
async function sendAt(client: SyncClient, time: string, fields: Record<string, unknown> = {}) {
  const createDate = Date.parse(time) / 1000;
  return await answer(
    client.send("PUT", "image", imageMetadata({ createDate, dayDate: undefined, ...fields }), { media }),
  );
}

async function pageOf({ url }: TestServer, path: string, status = 200): Promise<string> {
  const response = await fetch(url + path, { headers: { Accept: "text/html" } });
  const text = await response.text();
  assert.equal(response.status, status, text);
  return text;
}

function linkedDays(page: string): string[] {
  return [...page.matchAll(/<td><a href="[^"]*\/(\d{4}-\d\d-\d\d)"/g)].map(([, day]) => day!);
}

serverTest("the calendar shows the days and nights of a month, and leads to other months", async (server) => {
  const client = await syncClient(server);
  const { id } = await answer(client.camera());
  // Eight hours west: both are of the evening of the 31st of January, the second one after midnight there.
  await sendAt(client, "2024-02-01T04:00:00Z");
  const { url } = await sendAt(client, "2024-02-01T10:00:00Z", { detections: 3 });
  assert.ok(url.includes("/20240131/night/"), url);
  // By day, a year before; it arrives late.
  await sendAt(client, "2023-01-10T20:00:00Z", { night: false });
  const { url: keogram } = await answer(client.send("PUT", "keogram", assetMetadata("keogram"), { media }));
  // A night of which there is a film only.
  const film = assetMetadata("video", { createDate: Date.parse("2024-02-29T12:00:00Z") / 1000, dayDate: "20240228" });
  await answer(client.send("PUT", "video", film, { media, fileName: "x.mp4" }));

  assert.deepEqual(await listMonths(server.sql, id), ["2024-02", "2024-01", "2023-01"]);
  const newest = await pageOf(server, `/allsky/${id}`);
  assert.deepEqual(linkedDays(newest), ["2024-02-28"]);
  assert.match(newest, /aria-label="Wednesday,? 28 February 2024, Timelapse"/);
  const january = await pageOf(server, `/allsky/${id}?month=2024-01`);
  assert.deepEqual(linkedDays(january), ["2024-01-31"]);
  assert.match(january, /aria-label="Wednesday,? 31 January 2024, Images by night, Detections, Keogram"/);
  assert.ok(january.includes(`src="/${keogram}"`), "the keogram is in the calendar");
  assert.match(january, /href="[^"]*month=2023-01[^"]*">← January 2023/);
  assert.match(january, /href="[^"]*month=2024-02[^"]*">February 2024 →/);
  const [day] = (await listDaysOfMonth(server.sql, id, "2023-01")).filter(({ hasAnything }) => hasAnything);
  assert.deepEqual(day, {
    day: "2023-01-10",
    hasDay: true,
    hasNight: false,
    hasDetections: false,
    hasAnything: true,
  });
  assert.deepEqual(linkedDays(await pageOf(server, `/allsky/${id}?month=1999-12`)), []);
  for (const wrong of ["2024-13", "2024-1", "x"]) await pageOf(server, `/allsky/${id}?month=${wrong}`, 400);
});

serverTest("each night leads to those before and after it, and back to its camera", async (server) => {
  const client = await syncClient(server);
  const { id } = await answer(client.camera());
  const { id: other } = await answer(client.camera({ uuid: OTHER }));
  for (const time of ["2024-01-05T06:00:00Z", "2024-01-31T06:00:00Z", "2024-03-02T06:00:00Z"]) {
    await sendAt(client, time);
  }
  // Of another camera, and in between: it is not in the way.
  await sendAt(client, "2024-02-10T06:00:00Z", { camera_uuid: OTHER });
  assert.deepEqual(await findNeighbours(server.sql, id, "2024-01-30"), { previous: "2024-01-04", next: "2024-03-01" });
  const middle = await pageOf(server, `/allsky/${id}/2024-01-30`);
  assert.match(middle, new RegExp(`rel="prev" href="/allsky/${id}/2024-01-04"`));
  assert.match(middle, new RegExp(`rel="next" href="/allsky/${id}/2024-03-01"`));
  assert.match(middle, new RegExp(`href="/allsky/${id}\\?month=2024-01#calendar"`));
  const last = await pageOf(server, `/allsky/${id}/2024-03-01`);
  assert.ok(!last.includes('rel="next"'));
  assert.deepEqual(await findNeighbours(server.sql, other, "2024-02-09"), { previous: null, next: null });
  // Both have the same name: their numbers tell them apart, until one is hidden.
  assert.match(middle, new RegExp(`ASI290MM \\(${id}\\)`));
  await server.sql`UPDATE allsky_cameras SET hidden = true WHERE id = ${other}`;
  assert.ok(!/ASI290MM \(/.test(await pageOf(server, `/allsky/${id}/2024-01-30`)));
  assert.deepEqual(await listMonths(server.sql, other), []);
  assert.deepEqual(await findNeighbours(server.sql, other, "2024-01-01"), { previous: null, next: null });
  for (const wrong of ["2024-02-30", "2024-1-1", "20240131"]) await pageOf(server, `/allsky/${id}/${wrong}`, 404);
});

serverTest("a clock that jumps belongs to the night that its times name", async (server) => {
  const client = await syncClient(server);
  const { id } = await answer(client.camera());
  // 27 October 2024, 02:30 in Paris, twice: an hour apart.
  const first = await sendAt(client, "2024-10-27T00:30:00Z", { utc_offset: 7200 });
  const second = await sendAt(client, "2024-10-27T01:30:00Z", { utc_offset: 3600 });
  assert.notEqual(first.url, second.url);
  const days = (await listDaysOfMonth(server.sql, id, "2024-10")).filter(({ hasAnything }) => hasAnything);
  assert.deepEqual(days.map(({ day }) => day), ["2024-10-26"]);
  assert.match(await pageOf(server, `/allsky/${id}/2024-10-26`), /02 h <small>\(2\)/);
});

Deno.test("weeks of a month begin with Monday, and the days before and after are empty", () => {
  const days = Array.from({ length: 29 }, (_, index) => ({ day: `2024-02-${String(index + 1).padStart(2, "0")}` }));
  const weeks = weeksOf(days, 1);
  assert.deepEqual(weeks.map((week) => week.length), [7, 7, 7, 7, 7]);
  assert.deepEqual(weeks[0]!.slice(0, 4).map((cell) => cell?.day), [undefined, undefined, undefined, "2024-02-01"]);
  assert.deepEqual(weeks[4]!.map((cell) => cell?.day.slice(8)), [
    "26",
    "27",
    "28",
    "29",
    undefined,
    undefined,
    undefined,
  ]);
  assert.deepEqual(weeksOf([], 1), []);
  assert.deepEqual(weekdayNames("en", 7).map(({ short }) => short)[0], "Sun");
});
