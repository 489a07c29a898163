/// <reference lib="dom" />
/** Every page of an instance in which there is something of everything. */
import type { Page } from "playwright-core";
import { assetMetadata, bytesOf, imageMetadata, syncClient } from "../features/syncapi/client.ts";
import { makeKeogram } from "../support/skies.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer, type TestServer } from "../support/server.ts";
import { createUploadSet } from "../support/uploads.ts";
import { uploadSequence } from "./people.ts";

/** What is to be looked at. */
export interface Subject {
  name: string;
  path: string;
  /** Ends when everything of the page is there. */
  isComplete(page: Page): Promise<unknown>;
  /** Nobody is logged in. */
  isAnonymous?: boolean;
  /** Most of it is made by a package, which has its own ways. */
  isForeign?: boolean;
  /** Selectors of what packages draw in it. */
  foreign?: string[];
  /** A test of its own looks at it in light and dark, at both widths, with the same rules. */
  hasOwnTest?: boolean;
  /** Of the answer, 200 where it is not named. */
  status?: number;
}

/** What there is to see. */
interface Content {
  account: string;
  sequence: string;
  picture: string;
  camera: number;
  image: number;
  keogram: number;
}

const NIGHT = "2024-01-31";

/** Makes something of everything that pages show. @param headers of an administrator */
export async function fillInstance(server: TestServer, headers: Record<string, string>): Promise<Content> {
  const { url } = server;
  const send = (method: string, path: string, body: unknown) =>
    answer(fetch(url + path, {
      method,
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }));
  const { id: account } = await answer(fetch(`${url}/api/users/me`, { headers }));
  const walked = { count: 4, title: "A walk by the river", width: 1600, height: 900 };
  const { id: sequence, pictures: [picture] } = await uploadSequence(server, headers, walked);
  await createUploadSet(server, { title: "A_folder_with_a_very_long_name_that_has_no_place_to_break_it" }, headers);
  await send("POST", "/api/users/me/tokens", { description: "Phone" });
  const report = { issue: "blur_missing", picture_id: picture, reporter_comments: "A face can be recognised" };
  await send("POST", "/api/reports", report);
  await send("PATCH", `/api/collections/${sequence}/items/${picture}`, { heading: 12 });
  const ring = [[2, 48], [3, 48], [3, 49], [2, 48]];
  await send("POST", "/api/configuration/excluded_areas", {
    type: "Feature",
    properties: { label: "A school" },
    geometry: { type: "Polygon", coordinates: [ring] },
  });
  const terms = "<h2>Be kind</h2><p>Show <a href='https://example.org'>no faces</a>.</p>";
  const html = { ...headers, "Content-Type": "text/html" };
  await answer(fetch(`${url}/api/pages/terms-of-service/en`, { method: "PUT", headers: html, body: terms }));
  await failAndBlur(server, picture!);
  return { account, sequence, picture: picture!, ...await fillSky(server) };
}

/** Has a job fail on a picture, and a face be found in it. */
async function failAndBlur({ sql }: TestServer, picture: string): Promise<void> {
  await sql`
    WITH job AS (
      INSERT INTO job_queue (task, picture_id, nb_errors, to_do_after_ts)
      VALUES ('prepare', ${picture}, 2, now() + interval '1 hour') RETURNING id
    )
    INSERT INTO job_history (job_id, job_task, picture_id, started_at, finished_at, error)
    SELECT id, 'prepare', ${picture}, now(), now(), 'VipsJpeg: premature end of JPEG image' FROM job`;
  await sql`
    INSERT INTO picture_blurs (picture_id, blurred_at, model, parts)
    VALUES (${picture}, now(), 'builtin-1',
      '[{"kind": "face", "x": 200, "y": 100, "width": 90, "height": 120, "confidence": 0.9}]')`;
}

async function fillSky(server: TestServer): Promise<Pick<Content, "camera" | "image" | "keogram">> {
  const client = await syncClient(server);
  const { id: camera } = await answer(client.camera({ name: "Roof" }));
  const now = Math.floor(Date.now() / 1000);
  const sky = await makePicture(walk(1, { width: 640, height: 480 })[0]);
  const size = { width: 640, height: 480 };
  for (const ago of [180, 120, 60]) {
    const detected = ago === 120 ? { detections: 2 } : {};
    const metadata = imageMetadata({ createDate: now - ago, stars: ago, sqm: 20 + ago / 100, ...size, ...detected });
    await answer(client.send("PUT", "image", metadata, { media: sky }));
  }
  const media = await makeKeogram();
  await answer(client.send("PUT", "keogram", assetMetadata("keogram"), { media }));
  await answer(client.send("PUT", "video", assetMetadata("video"), { media: bytesOf("film"), fileName: "x.mp4" }));
  const { frames: [{ id: image }] } = await answer(fetch(`${server.url}/allsky/${camera}/frames?day=${NIGHT}`));
  const [keogram] = await server.sql<{ id: number }[]>`SELECT id FROM allsky_assets WHERE kind = 'keogram'`;
  return { camera, image, keogram: keogram!.id };
}

/** The map is drawn, and the viewer knows the instance. */
function viewerIsComplete(page: Page) {
  return page.waitForFunction(() => {
    const viewer = document.querySelector("pnx-viewer") as { map?: { loaded(): boolean } } & Element | null;
    return viewer?.map?.loaded() && !viewer.querySelector("pnx-loader[visible]");
  });
}

const isThere = (selector: string) => (page: Page) => page.locator(selector).first().waitFor();
const MAP = [".maplibregl-map"];

/** The pages. */
export function everyPage(content: Content): Subject[] {
  const { account, sequence, picture, camera, image, keogram } = content;
  return [
    { name: "viewer", path: "/", isComplete: viewerIsComplete, isForeign: true },
    { name: "embed", path: "/embed", isComplete: viewerIsComplete, isForeign: true },
    {
      name: "sequence",
      path: `/sequences/${sequence}`,
      isComplete: isThere("#grid img"),
      foreign: MAP,
      hasOwnTest: true,
    },
    {
      name: "picture",
      path: `/pictures/${picture}`,
      isComplete: isThere("#map canvas"),
      foreign: MAP,
      hasOwnTest: true,
    },
    { name: "profile", path: `/users/${account}`, isComplete: isThere(".cards img"), hasOwnTest: true },
    { name: "upload", path: "/upload", isComplete: isThere("#choose-folder") },
    { name: "history", path: "/upload/history", isComplete: isThere("#history .card") },
    { name: "account", path: "/account", isComplete: isThere("#tokens li, #sequences .card img") },
    { name: "second-factor", path: "/account/second-factor", isComplete: isThere("main form button") },
    ...administration(),
    { name: "drawing", path: `/pictures/${picture}/blur`, isComplete: isThere("#sheet .box.face") },
    ...sky({ camera, image, keogram }),
    { name: "api", path: "/api/docs/swagger", isComplete: isThere(".opblock-tag"), isForeign: true },
    { name: "terms", path: "/tos-validation", isComplete: isThere("main form button") },
    { name: "text", path: "/pages/terms-of-service", isComplete: isThere("article h2") },
    { name: "nowhere", path: "/nowhere", isComplete: isThere("main .button"), status: 404 },
    { name: "login", path: "/login", isComplete: isThere("main form button"), isAnonymous: true },
  ];
}

function administration(): Subject[] {
  return [
    {
      name: "admin",
      path: "/admin",
      isComplete: (page) => isThere("#area-list li")(page).then(() => isThere("#report-list .card")(page)),
      foreign: MAP,
    },
    { name: "admin-users", path: "/admin/users", isComplete: isThere("#user-list tbody tr") },
    {
      name: "admin-user",
      path: "/admin/users",
      isComplete: async (page) => {
        await page.locator("#user-list tbody button").first().click();
        await page.locator("dialog[open] form").waitFor();
      },
    },
    { name: "admin-settings", path: "/admin/settings", isComplete: isThere("#settings-form button") },
    { name: "admin-backups", path: "/admin/backups", isComplete: isThere("#backup-list :is(table, p)") },
    { name: "admin-health", path: "/admin/health", isComplete: isThere("#log-lines :is(table, p)") },
    { name: "blurring", path: "/admin/blurring", isComplete: isThere("#samples .box") },
  ];
}

function sky({ camera, image, keogram }: Pick<Content, "camera" | "image" | "keogram">): Subject[] {
  return [
    { name: "cameras", path: "/allsky", isComplete: isThere(".gallery img") },
    { name: "connect", path: "/allsky/connect", isComplete: isThere("ol.connect"), hasOwnTest: true },
    { name: "camera", path: `/allsky/${camera}`, isComplete: isThere("#latest img") },
    { name: "night", path: `/allsky/${camera}/${NIGHT}`, isComplete: isThere(".products figure") },
    { name: "detections", path: `/allsky/${camera}/detections`, isComplete: isThere("main img"), hasOwnTest: true },
    { name: "charts", path: `/allsky/${camera}/charts?span=12h`, isComplete: isThere(".chart svg"), hasOwnTest: true },
    { name: "sky-image", path: `/allsky/assets/${image}`, isComplete: isThere("main img"), hasOwnTest: true },
    { name: "keogram", path: `/allsky/assets/${keogram}`, isComplete: isThere("main img"), hasOwnTest: true },
  ];
}
