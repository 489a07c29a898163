/** Hidden cameras are nowhere: every address that shows something of a camera is asked before and after. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { assetMetadata, bytesOf, CAMERA, imageMetadata, syncClient } from "./client.ts";

interface Address {
  path: string;
  body?: Record<string, unknown>;
  /** Answered with 200 and nothing of the camera in it, rather than with a refusal. */
  isList?: boolean;
}

const NIGHT_KINDS = {
  keogram: "keogram",
  startrail: "startrail",
  timelapse: "video",
  startrailvideo: "startrailvideo",
};

/** Sends one of everything just now; the addresses of all that shows it. */
async function sendEverything(server: TestServer): Promise<Address[]> {
  const client = await syncClient(server);
  const { id: CAMERA_ID } = await answer(client.camera({ name: "Eastern hill" }));
  const createDate = Math.floor(Date.now() / 1000) - 60;
  const thumbnail_uuid = crypto.randomUUID();
  const media = bytesOf("media");
  const put = (kind: string, fields: Record<string, unknown>) =>
    answer(client.send("PUT", kind, { ...imageMetadata({ createDate, dayDate: undefined }), ...fields }, { media }));
  const { url: thumbnail } = await put("thumbnail", { uuid: thumbnail_uuid, origin: 2 });
  const { id: image, url } = await put("image", { thumbnail_uuid });
  const pages: Address[] = [];
  for (const [name, kind] of Object.entries(NIGHT_KINDS)) {
    const { id } = await put(kind, assetMetadata(kind, { createDate, dayDate: undefined }));
    const isFilm = kind.includes("video");
    pages.push({ path: `/latest${name}` }, {
      path: `/latest${name}${isFilm ? "watch" : "view"}?camera_id=${CAMERA_ID}`,
    });
    pages.push({ path: `/allsky/assets/${id}` });
  }
  const { id: clip } = await put("minivideo", assetMetadata("minivideo", { createDate, dayDate: undefined }));
  const { item_id, day_date } = onlyRow(
    await server.sql`SELECT item_id, day_date FROM allsky_assets WHERE id = ${image}`,
  );
  const query = `camera_id=${CAMERA_ID}`;
  return [
    { path: `/${url}` },
    { path: `/${thumbnail}` },
    ...["latest", "loop", "charts"].map((name) => ({ path: `/js/${name}?${query}` })),
    ...["latestimage", "latestthumbnail", "latestimageview", `latestimage?${query}`].map((name) => ({
      path: `/${name}`,
    })),
    ...["imageviewer", "gallery", "videoviewer", "minivideoviewer", "selectcamera"].map((name) => ({
      path: `/ajax/${name}`,
      body: { CAMERA_ID },
    })),
    { path: `/indi-allsky/view_image?id=${image}` },
    { path: `/watch_mini_timelapse?id=${clip}` },
    ...pages,
    { path: `/allsky/assets/${image}` },
    { path: `/allsky/${CAMERA_ID}` },
    { path: `/allsky/${CAMERA_ID}/keogram.bmp` },
    { path: `/allsky/${CAMERA_ID}/${day_date}` },
    { path: `/allsky/${CAMERA_ID}?month=${String(day_date).slice(0, 7)}` },
    { path: `/allsky/${CAMERA_ID}/frames?day=${day_date}` },
    { path: `/allsky/${CAMERA_ID}/frames?hours=1` },
    { path: `/allsky/${CAMERA_ID}/charts` },
    { path: `/allsky/${CAMERA_ID}/charts?day=${day_date}` },
    { path: `/allsky/${CAMERA_ID}/detections` },
    { path: `/allsky/${CAMERA_ID}/at?time=${day_date}T23:00` },
    { path: `/allsky/${CAMERA_ID}/${day_date}?detections=true` },
    { path: "/allsky/newest", isList: true },
    { path: `/allsky/newest?camera=${CAMERA_ID}`, isList: true },
    { path: "/allsky", isList: true },
    { path: `/api/collections/${CAMERA}` },
    { path: `/api/collections/${CAMERA}/items` },
    { path: `/api/collections/${CAMERA}/items/${item_id}` },
    { path: `/api/search?collections=${CAMERA}`, isList: true },
    { path: `/api/search?collections=${CAMERA}&ids=${item_id}`, isList: true },
    { path: "/api/search", body: { collections: [CAMERA] }, isList: true },
  ];
}

async function ask({ url }: TestServer, { path, body }: Address, headers: Record<string, string> = {}) {
  const response = await fetch(url + path, {
    method: body ? "POST" : "GET",
    headers: { ...(body ? { "Content-Type": "application/json" } : {}), ...headers },
    body: body && JSON.stringify(body),
    redirect: "manual",
  });
  return { status: response.status, text: await response.text(), location: response.headers.get("Location") ?? "" };
}

/** Whether an answer shows that there is such a camera. */
function tells({ status, text }: { status: number; text: string }): boolean {
  return status < 400 && (text.length === 0 || /Eastern hill|images\/ccd_|media|"stars"|selected|^BM/.test(text));
}

serverTest("nothing of a hidden camera is shown anywhere, not even to administrators", async (server) => {
  const addresses = await sendEverything(server);
  for (const address of addresses) assert.ok(tells(await ask(server, address)), `${address.path} shows the camera`);
  await server.sql`UPDATE allsky_cameras SET hidden = true`;
  for (const address of addresses) {
    for (const headers of [{}, server.defaultAccount]) {
      const shown = await ask(server, address, headers);
      assert.ok(!tells(shown), `${address.path}: ${shown.text}`);
      if (address.isList) assert.equal(shown.status, 200, address.path);
      else assert.ok([400, 404].includes(shown.status), `${address.path}: ${shown.status}`);
    }
  }
});

serverTest("with ALLSKY_REQUIRE_LOGIN, anonymous visitors see nothing of any camera", async (server) => {
  for (const address of await sendEverything(server)) {
    const { status, text, location } = await ask(server, address);
    assert.ok(location.includes("/api/auth/login") || status >= 400 || !tells({ status, text }), address.path);
    assert.ok(tells(await ask(server, address, server.defaultAccount)), `${address.path} to who is logged in`);
  }
}, { ALLSKY_REQUIRE_LOGIN: "true", OAUTH_PROVIDER: "local" });
