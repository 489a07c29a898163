import assert from "node:assert/strict";
import { ageText } from "../../../../src/features/syncapi/view/pages/age.tsx";
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

serverTest("all cameras are shown with how old their newest image is, and how to connect another", async (server) => {
  const page = async (path: string, language = "en") => {
    const response = await fetch(server.url + path, { headers: { Accept: "text/html", "Accept-Language": language } });
    assert.equal(response.status, 200);
    return await response.text();
  };
  assert.match(await page("/allsky"), new RegExp(`<code>${server.url}/indi-allsky</code>`));
  const client = await syncClient(server);
  const { id } = await answer(client.camera({ name: "Hill", location: "Rennes" }));
  const uuid = "22222222-2222-3333-4444-555555555555";
  await answer(client.camera({ name: "Valley", uuid }));
  const createDate = Math.floor(Date.now() / 1000) - 3 * 3600 - 60;
  await answer(client.send("PUT", "image", imageMetadata({ createDate }), { media: bytesOf("image") }));
  const old = imageMetadata({ camera_uuid: uuid, createDate: createDate - 5 * 86_400 });
  await answer(client.send("PUT", "image", old, { media: bytesOf("image") }));
  const cameras = await page("/allsky");
  assert.match(cameras, /Hill<\/strong><span>Rennes<\/span><span class="age"[^>]*>Last image: <time[^>]*>3 hours ago</);
  assert.match(cameras, /Valley<\/strong><span class="age" data-stale="">Last image: <time[^>]*>5 days ago</);
  assert.match(await page(`/allsky/${id}`, "fr"), /<time[^>]*>il y a 3 /);
  assert.match(await page("/allsky/connect"), /Connect a camera/);
  await server.sql`UPDATE allsky_cameras SET hidden = true`;
  assert.doesNotMatch(await page("/allsky"), /Hill|Valley/);
});

Deno.test("ageText() names full units, and never the future", () => {
  const ages = [-5, 0, 59, 60, 3599, 3600, 86_399, 86_400].map((seconds) => ageText(0, seconds * 1000, "en"));
  assert.deepEqual(ages, [
    "this minute",
    "this minute",
    "this minute",
    "1 minute ago",
    "59 minutes ago",
    "1 hour ago",
    "23 hours ago",
    "yesterday",
  ]);
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
