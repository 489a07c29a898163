import assert from "node:assert/strict";
import { originsOf } from "../../../../src/features/syncapi/view/pages/addresses.ts";
import { answer, serverTest } from "../../../support/server.ts";
import { assetMetadata, bytesOf, CAMERA, imageMetadata, syncClient } from "../client.ts";

serverTest("pages show cameras, their newest image, charts, days and nights", async (server) => {
  const client = await syncClient(server);
  const { id } = await answer(client.camera({ name: "A <camera>" }));
  const now = Math.floor(Date.now() / 1000);
  const urls = [];
  for (const ago of [900, 60]) {
    const metadata = imageMetadata({ createDate: now - ago, stars: ago });
    urls.push((await answer(client.send("PUT", "image", metadata, { media: bytesOf("image") }))).url);
  }
  const film = { media: bytesOf("film"), fileName: "x.mp4" };
  const { url: video } = await answer(client.send("PUT", "video", assetMetadata("video"), film));
  const page = async (path: string, status = 200) => {
    const response = await fetch(server.url + path, { headers: { Accept: "text/html" } });
    const text = await response.text();
    assert.equal(response.status, status, text);
    assert.doesNotMatch(text, /A <camera>|style="|onclick/);
    return text;
  };
  assert.match(await page("/allsky"), new RegExp(`href="/allsky/${id}"[^]*${urls[1]}[^]*A &lt;camera&gt;<`));
  const camera = await page(`/allsky/${id}`);
  assert.ok(camera.includes(urls[1]));
  assert.ok((await page(`/allsky/${id}?month=2024-01`)).includes(`/allsky/${id}/2024-01-31`));
  assert.match(camera, /Stars: 60 \(60 – 900\)[^]*<path d="M[\d.]+ [\d.]+L[\d.]+ [\d.]+"/);
  const day = await page(`/allsky/${id}/2024-01-31`);
  const hours = [...day.matchAll(/href="(\?hour=[\dT-]+)#hours"/g)].map(([, query]) => query);
  const texts = await Promise.all(hours.map((hour) => page(`/allsky/${id}/2024-01-31${hour}`)));
  assert.ok(urls.every((url) => texts.join().includes(url)), "each image is in one of the hours");
  assert.ok(day.includes(urls.at(-1)!), "the last hour is shown first");
  await page(`/allsky/${id}/2024-01-31?hour=1999-01-01T00`, 404);
  assert.match(day, new RegExp(`<video[^>]*src="/${video}"`));
  await page(`/allsky/${id}/x`, 404);
  await page(`/allsky/${id + 1}`, 404);
  await server.sql`UPDATE allsky_cameras SET hidden = true WHERE uuid = ${CAMERA}`;
  assert.ok(!(await page("/allsky")).includes("camera&gt;"));
  for (const path of ["", "/2024-01-31"]) await page(`/allsky/${id}${path}`, 404);
});

Deno.test("originsOf() gives what stands in a policy as one source, and nothing more", () => {
  const given = [
    "sky/a.jpg",
    "https://a.example/b?c#d",
    "https://a.example/e",
    "http://[::1]:81/f",
    "https://ü.example/g",
  ];
  assert.deepEqual(originsOf(given), ["https://a.example", "http://[::1]:81", "https://xn--tda.example"]);
  const directives = [
    "https://x;sandbox/a.jpg",
    "https://x,default-src/a.jpg",
    "https://ex%3bsandbox/",
    "https://'none'/",
  ];
  assert.deepEqual(originsOf(directives), []);
});
