/** Timelapses that the server makes of the images of a night. */
import assert from "node:assert/strict";
import { toYuv420 } from "../../../src/core/imaging/film/yuv.ts";
import { makeTimelapse } from "../../../src/features/syncapi/timelapse/make.ts";
import { makeSky } from "../../support/skies.ts";
import { answer, serverTest } from "../../support/server.ts";
import { bytesOf, imageMetadata, syncClient } from "./client.ts";

/** 20:00 of the 31st of January at eight hours west. */
const EVENING = Date.parse("2024-02-01T04:00:00Z") / 1000;

serverTest("a timelapse is made of the images of a night, and shown like one that the camera sent", async (server) => {
  const client = await syncClient(server);
  const { id: cameraId } = await answer(client.camera());
  const send = async (minutes: number, media: Uint8Array<ArrayBuffer>, fields = {}) => {
    const metadata = imageMetadata({ createDate: EVENING + minutes * 60, dayDate: undefined, ...fields });
    await answer(client.send("PUT", "image", metadata, { media }));
  };
  const { services } = server.backend;
  const night = { cameraId, day: "2024-01-31", night: true };
  const options = { framesPerSecond: 25, replaces: false };
  await send(0, await makeSky(0.3, 201));
  assert.equal(await makeTimelapse(services, night, options), "no images");
  for (const minutes of [3, 1, 2]) await send(minutes, await makeSky(0.3 + minutes / 100, 201));
  // Of another size, in the middle of it one that is broken, and one that the owner excluded.
  await send(300, await makeSky(0.5, 120));
  await send(4, bytesOf("no image"));
  await send(5, await makeSky(0.5, 201), { exclude: true });
  await send(-600, await makeSky(0.9, 201), { night: false });
  const made = await makeTimelapse(services, night, options);
  assert.ok(typeof made === "object", String(made));
  assert.deepEqual({ ...made, size: 0 }, { frames: 5, skipped: 1, width: 200, height: 200, size: 0 });
  assert.equal(await makeTimelapse(services, night, options), "exists");
  assert.equal(await makeTimelapse(services, { ...night, cameraId: 99 }, options), "unknown camera");

  const page = await (await fetch(`${server.url}/allsky/${cameraId}/2024-01-31`)).text();
  const [, address] = /<video[^>]*src="([^"]*\.webm)"/.exec(page) ?? [];
  const film = await fetch(server.url + address);
  const bytes = new Uint8Array(await film.arrayBuffer());
  assert.equal(film.headers.get("Content-Type"), "video/webm");
  assert.equal(bytes.length, made.size);
  // The head of a Matroska file, and VP9 in it.
  assert.deepEqual([...bytes.subarray(0, 4)], [0x1a, 0x45, 0xdf, 0xa3]);
  assert.ok(new TextDecoder("latin1").decode(bytes).includes("V_VP9"));

  const again = await makeTimelapse(services, night, { framesPerSecond: 10, replaces: true });
  assert.ok(typeof again === "object");
  const rows = await server.sql`SELECT width, night, day_date, properties ->> 'frames' AS frames FROM allsky_assets
    WHERE kind = 'video'`;
  assert.deepEqual(rows.map((row) => ({ ...row })), [{ width: 200, night: true, day_date: "2024-01-31", frames: "5" }]);
});

Deno.test("toYuv420() keeps black, white and colours, whatever the length of rows", () => {
  const [black, white, red] = [[0, 0, 0], [255, 255, 255], [255, 0, 0]].map((
    pixel,
  ) => [...toYuv420(new Uint8Array([...pixel, ...pixel, 9, 9, 9, ...pixel, ...pixel, 9, 9, 9]), 3, 2, 2)]);
  assert.deepEqual(black, [16, 16, 16, 16, 128, 128]);
  assert.deepEqual(white, [235, 235, 235, 235, 128, 128]);
  assert.deepEqual(red!.map((value) => Math.round(value / 10)), [8, 8, 8, 8, 9, 24]);
});
