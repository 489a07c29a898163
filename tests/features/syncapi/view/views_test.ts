import assert from "node:assert/strict";
import { updateCameraSettings } from "../../../../src/features/syncapi/retention/queries.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";
import { assetMetadata, bytesOf, imageMetadata, type SyncClient, syncClient } from "../client.ts";

const media = bytesOf("an image");

/** An image taken some seconds ago, with its address. */
async function sendImage(client: SyncClient, secondsAgo: number, fields: Record<string, unknown> = {}) {
  const createDate = Math.floor(Date.now() / 1000) - secondsAgo;
  const { url } = await answer(
    client.send("PUT", "image", imageMetadata({ createDate, dayDate: null, ...fields }), { media }),
  );
  return { url, createDate };
}

async function read(server: TestServer, path: string) {
  return await answer(fetch(`${server.url}${path}`));
}

serverTest("js/latest answers with the newest image of the last minutes, or why there is none", async (server) => {
  const client = await syncClient(server);
  const { id } = await answer(client.camera());
  const none = await read(server, `/js/latest?camera_id=${id}`);
  assert.deepEqual(none, { latest_image: { url: null, width: 1, height: 1, message: "No image for 15 minutes" } });
  await answer(client.camera({ daytime_capture_save: false }));
  assert.match(
    (await read(server, `/js/latest?camera_id=${id}&night=0`)).latest_image.message,
    /during the day are not saved/,
  );
  await answer(client.camera({ capture_pause: true }));
  assert.match((await read(server, `/js/latest?camera_id=${id}`)).latest_image.message, /paused/);

  await sendImage(client, 1000);
  assert.equal((await read(server, `/js/latest?camera_id=${id}`)).latest_image.url, null);
  // Wherever the camera is, now is now.
  const { url } = await sendImage(client, 60, { utc_offset: 45900 });
  for (const prefix of ["", "/indi-allsky"]) {
    const latest = await read(server, `${prefix}/js/latest?camera_id=${id}`);
    assert.deepEqual(latest.latest_image, { url, width: 64, height: 48, message: "" });
    const response = await fetch(`${server.url}${prefix}/latestimage`, { redirect: "manual" });
    await response.body?.cancel();
    assert.deepEqual([response.status, response.headers.get("Location")], [302, `${server.url}${prefix}/${url}`]);
  }
  for (const query of ["", "?camera_id=x", "?camera_id=99999999999", `?camera_id=${id + 1}`]) {
    await answer(fetch(`${server.url}/js/latest${query}`), 400);
  }
  await answer(fetch(`${server.url}/latestkeogram`), 404);
});

serverTest("js/loop and js/charts list the last images, even where measures are missing", async (server) => {
  const client = await syncClient(server);
  const { id } = await answer(client.camera());
  const old = await sendImage(client, 300, { sqm: null, stars: null });
  const middle = await sendImage(client, 200, { sqm: 18, stars: 10 });
  const last = await sendImage(client, 100, { sqm: 20, stars: 30, detections: 2 });
  await sendImage(client, 150, { exclude: true });
  const loop = await read(server, `/js/loop?camera_id=${id}`);
  assert.deepEqual(loop.image_list.map(({ url }: { url: string }) => url), [last.url, middle.url, old.url]);
  assert.equal(loop.image_list[0].timestamp, last.createDate);
  assert.deepEqual(loop.jsqm_data, { max: 20, min: 18, avg: 19, last: 20 });
  assert.equal((await read(server, `/js/loop?camera_id=${id}&limit=1`)).image_list.length, 1);
  const before = await read(server, `/js/loop?camera_id=${id}&timestamp=${middle.createDate}`);
  assert.deepEqual(before.image_list.map(({ url }: { url: string }) => url), [middle.url, old.url]);
  const { chart_data: charts } = await read(server, `/js/charts?camera_id=${id}`);
  assert.deepEqual(charts.stars.map(({ y }: { y: number }) => y), [null, 10, 30]);
  assert.deepEqual(charts.jsqm_d.map(({ y }: { y: number }) => y), [null, null, 2]);
  assert.deepEqual(charts.detection.map(({ y }: { y: number }) => y), [0, 0, 1]);
});

serverTest("nothing about a hidden camera is revealed", async (server) => {
  const client = await syncClient(server);
  const { id } = await answer(client.camera());
  const { url } = await sendImage(client, 60);
  await server.sql`UPDATE allsky_cameras SET hidden = true`;
  for (const path of ["latest", "loop", "charts"]) {
    await answer(fetch(`${server.url}/js/${path}?camera_id=${id}`), 400);
  }
  for (const path of ["latestimage", `latestimage?camera_id=${id}`, url]) {
    await answer(fetch(`${server.url}/${path}`), 404);
  }
});

serverTest("with ALLSKY_REQUIRE_LOGIN, anonymous visitors see nothing while cameras keep sending", async (server) => {
  const client = await syncClient(server);
  const { id } = await answer(client.camera());
  const { url } = await sendImage(client, 60);
  for (const path of [url, `js/latest?camera_id=${id}`, "latestimage"]) {
    const response = await fetch(`${server.url}/${path}`, { redirect: "manual" });
    await response.body?.cancel();
    assert.match(response.headers.get("Location")!, /\/api\/auth\/login\?/);
    const known = await fetch(`${server.url}/${path}`, { headers: server.defaultAccount });
    await known.body?.cancel();
    assert.equal(known.status, 200);
  }
}, { ALLSKY_REQUIRE_LOGIN: "true", OAUTH_PROVIDER: "local" });

serverTest("the star trails of a night have an address of their own", async (server) => {
  const client = await syncClient(server);
  await answer(client.camera());
  const { url } = await answer(client.send("PUT", "startrail", assetMetadata("startrail"), { media }));
  for (const [query, status] of [["", 302], ["?night=1", 302], ["?night=0", 404]] as const) {
    const response = await fetch(`${server.url}/lateststartrail${query}`, { redirect: "manual" });
    await response.body?.cancel();
    assert.equal(response.status, status);
    if (status === 302) assert.equal(response.headers.get("Location"), `${server.url}/${url}`);
  }
});

serverTest("a camera can redirect visitors to where its images are stored", async (server) => {
  const client = await syncClient(server);
  const { id } = await answer(client.camera({ s3_prefix: "https://bucket.example/sky" }));
  const here = await sendImage(client, 100);
  const there = await sendImage(client, 200, { s3_key: "a.jpg" });
  const elsewhere = await sendImage(client, 300, { s3_key: "b.jpg", remote_url: "https://else.example/b.jpg" });
  const addresses = async () =>
    (await read(server, `/js/loop?camera_id=${id}`)).image_list.map(({ url }: { url: string }) => url);
  assert.deepEqual(await addresses(), [here.url, there.url, elsewhere.url]);
  await updateCameraSettings(server.sql, id, { prefersRemote: true, retention: {} });
  assert.deepEqual(await addresses(), ["https://bucket.example/sky/a.jpg", "https://else.example/b.jpg"]);
  const latest = await fetch(`${server.url}/latestimage`, { redirect: "manual" });
  await latest.body?.cancel();
  assert.equal(latest.headers.get("Location"), "https://bucket.example/sky/a.jpg");
  const page = await fetch(`${server.url}/allsky/${id}`);
  const text = await page.text();
  assert.ok(text.includes("https://bucket.example/sky/a.jpg") && !text.includes(here.url), text);
  assert.match(page.headers.get("Content-Security-Policy")!, /img-src [^;]*https:\/\/bucket\.example[ ;]/);
  await updateCameraSettings(server.sql, id, { prefersRemote: false, retention: {} });
  assert.equal((await addresses()).length, 3);
});

serverTest("addresses of indi-allsky's pages redirect to the pages here", async (server) => {
  const client = await syncClient(server);
  await answer(client.camera());
  const { id } = await answer(client.send("PUT", "image", imageMetadata(), { media }));
  const { id: film } = await answer(client.send("PUT", "video", assetMetadata("video"), { media, fileName: "x.mp4" }));
  const lead = async (path: string, status = 302) => {
    const response = await fetch(`${server.url}${path}`, { redirect: "manual" });
    await response.body?.cancel();
    assert.equal(response.status, status, path);
    return response.headers.get("Location");
  };
  assert.equal(await lead("/indi-allsky"), `${server.url}/allsky`);
  assert.equal(await lead("/indi-allsky/"), `${server.url}/allsky`);
  for (const path of [`view_image?id=${id}`, "latestimageview", "latestimageview?night=1"]) {
    for (const prefix of ["", "/indi-allsky"]) {
      assert.equal(await lead(`${prefix}/${path}`), `${server.url}/allsky/assets/${id}`, path);
    }
  }
  for (const path of [`/watch_timelapse?id=${film}`, "/latesttimelapsewatch"]) {
    assert.equal(await lead(path), `${server.url}/allsky/assets/${film}`);
  }
  for (const path of [`/view_image?id=${film}`, "/view_image?id=99999", "/latestimageview?night=0"]) {
    await lead(path, 404);
  }
  for (const path of ["/view_image", "/view_image?id=x"]) await lead(path, 400);
});
