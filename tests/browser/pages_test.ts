/**
 * Every page in light and dark, on a phone and on a desktop, in English and French: each pair of these; and on a phone in the
 * other languages, some of which have long words (`TEST_CHROMIUM`; without it there is no test). With `TEST_SCREENSHOTS`, a
 * picture of each is saved in its folder `every_page`.
 */
import assert from "node:assert/strict";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { makeSetupLink } from "../../src/features/accounts/mod.ts";
import { assetMetadata, bytesOf, imageMetadata, syncClient } from "../features/syncapi/client.ts";
import { assertQuiet, CHROMIUM, openTab, saveScreenshot, type Tab, withBrowser } from "../support/chromium.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../support/uploads.ts";
import { assertInItsLanguage } from "./english_leftovers.ts";
import { assertFits, assertNamed, assertReadable, assertUsableByKeyboard } from "./page_checks.ts";

type StorageState = BrowserContextOptions["storageState"];

/** What is to be looked at. */
interface Subject {
  name: string;
  path: string;
  /** Ends when everything of the page is there. */
  isComplete(page: Page): Promise<unknown>;
  /** Nobody is logged in. */
  isAnonymous?: boolean;
  /** Most of it is made by a package, which has its own ways. */
  isForeign?: boolean;
  /** Of the answer, 200 where it is not named. */
  status?: number;
}

const PHONE = { width: 360, height: 740 }, DESKTOP = { width: 1280, height: 800 };
/** Every pair of theme, window and the first two languages is among them. */
const LOOKS: Record<string, BrowserContextOptions> = {
  "light-phone-fr": { colorScheme: "light", viewport: PHONE, locale: "fr" },
  "light-desktop-en": { colorScheme: "light", viewport: DESKTOP, locale: "en" },
  "dark-phone-en": { colorScheme: "dark", viewport: PHONE, locale: "en" },
  "dark-desktop-fr": { colorScheme: "dark", viewport: DESKTOP, locale: "fr" },
  "light-phone-de": { colorScheme: "light", viewport: PHONE, locale: "de" },
  "dark-phone-es": { colorScheme: "dark", viewport: PHONE, locale: "es" },
  "light-phone-hu": { colorScheme: "light", viewport: PHONE, locale: "hu" },
};
const ADMINISTRATOR = { name: "Ana", password: "correct horse battery", again: "correct horse battery" };

/** Makes an administrator in a browser; its cookies. */
async function logIn(browser: Browser, { backend, url }: TestServer): Promise<StorageState> {
  const { page } = await openTab(browser, (await makeSetupLink(backend.services, url))!);
  await page.getByLabel("Name").fill(ADMINISTRATOR.name);
  await page.getByLabel("Password", { exact: true }).fill(ADMINISTRATOR.password);
  await page.getByLabel("Repeat password").fill(ADMINISTRATOR.again);
  await page.keyboard.press("Enter");
  await page.waitForURL(({ pathname }) => pathname !== "/setup");
  const state = await page.context().storageState();
  await page.context().close();
  return state;
}

/** Something of everything that pages show. */
async function fill(server: TestServer, state: StorageState): Promise<{ camera: number; picture: string }> {
  const { url, sql } = server;
  const cookies = (state as { cookies: { name: string; value: string }[] }).cookies;
  const headers = { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
  const json = { ...headers, "Content-Type": "application/json" };
  const set = await createUploadSet(server, { title: "A walk by the river" }, headers);
  for (const [index, options] of walk(4, { width: 1600, height: 900 }).entries()) {
    await answer(sendFile(server, set, { name: `${index}.jpg`, bytes: await makePicture(options) }, { headers }), 202);
  }
  await answer(fetch(`${url}/api/upload_sets/${set}/complete`, { method: "POST", headers }));
  await uploadSetWhenIdle(server, set, headers);
  await createUploadSet(server, { title: "A_folder_with_a_very_long_name_that_has_no_place_to_break_it" }, headers);
  await answer(
    fetch(`${url}/api/users/me/tokens`, { method: "POST", headers: json, body: '{"description": "Phone"}' }),
  );
  const { features: [picture] } = await answer(fetch(`${url}/api/search`));
  const report = { issue: "blur_missing", picture_id: picture.id, reporter_comments: "A face can be recognised" };
  await answer(fetch(`${url}/api/reports`, { method: "POST", headers: json, body: JSON.stringify(report) }));
  const ring = [[2, 48], [3, 48], [3, 49], [2, 48]];
  const area = {
    type: "Feature",
    properties: { label: "A school" },
    geometry: { type: "Polygon", coordinates: [ring] },
  };
  await answer(
    fetch(`${url}/api/configuration/excluded_areas`, { method: "POST", headers: json, body: JSON.stringify(area) }),
  );
  await sql`
    WITH job AS (
      INSERT INTO job_queue (task, picture_id, nb_errors, to_do_after_ts)
      VALUES ('prepare', ${picture.id}, 2, now() + interval '1 hour') RETURNING id
    )
    INSERT INTO job_history (job_id, job_task, picture_id, started_at, finished_at, error)
    SELECT id, 'prepare', ${picture.id}, now(), now(), 'VipsJpeg: premature end of JPEG image' FROM job`;
  await sql`
    INSERT INTO picture_blurs (picture_id, blurred_at, model, parts)
    VALUES (${picture.id}, now(), 'builtin-1',
      '[{"kind": "face", "x": 200, "y": 100, "width": 90, "height": 120, "confidence": 0.9}]')`;

  const terms = "<h2>Be kind</h2><p>Show <a href='https://example.org'>no faces</a>.</p>";
  const html = { ...headers, "Content-Type": "text/html" };
  await answer(fetch(`${url}/api/pages/terms-of-service/en`, { method: "PUT", headers: html, body: terms }));

  const client = await syncClient(server);
  const { id: camera } = await answer(client.camera({ name: "Roof" }));
  const now = Math.floor(Date.now() / 1000);
  const sky = await makePicture(walk(1, { width: 640, height: 480 })[0]);
  for (const ago of [180, 120, 60]) {
    const metadata = imageMetadata({ createDate: now - ago, stars: ago, sqm: 20 + ago / 100 });
    await answer(client.send("PUT", "image", metadata, { media: sky }));
  }
  await answer(client.send("PUT", "keogram", assetMetadata("keogram"), { media: sky }));
  await answer(client.send("PUT", "video", assetMetadata("video"), { media: bytesOf("film"), fileName: "x.mp4" }));
  return { camera, picture: picture.id };
}

/** The map is drawn, and the viewer knows the instance. */
function viewerIsComplete(page: Page) {
  return page.waitForFunction(() => {
    const viewer = document.querySelector("pnx-viewer") as { map?: { loaded(): boolean } } & Element | null;
    return viewer?.map?.loaded() && !viewer.querySelector("pnx-loader[visible]");
  });
}

function subjects({ camera, picture }: { camera: number; picture: string }): Subject[] {
  const isThere = (selector: string) => (page: Page) => page.locator(selector).first().waitFor();
  return [
    { name: "viewer", path: "/", isComplete: viewerIsComplete, isForeign: true },
    { name: "embed", path: "/embed", isComplete: viewerIsComplete, isForeign: true },
    { name: "upload", path: "/upload", isComplete: isThere("#choose-folder") },
    { name: "history", path: "/upload/history", isComplete: isThere("#history .card") },
    { name: "account", path: "/account", isComplete: isThere("#tokens li, #sequences .card img") },
    {
      name: "admin",
      path: "/admin",
      isComplete: (page) => isThere("#area-list li")(page).then(() => isThere("#report-list .card")(page)),
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
    { name: "drawing", path: `/pictures/${picture}/blur`, isComplete: isThere("#sheet .box.face") },
    { name: "cameras", path: "/allsky", isComplete: isThere(".gallery img") },
    { name: "camera", path: `/allsky/${camera}`, isComplete: isThere("#latest img") },
    { name: "night", path: `/allsky/${camera}/2024-01-31`, isComplete: isThere(".products figure") },
    { name: "api", path: "/api/docs/swagger", isComplete: isThere(".opblock-tag"), isForeign: true },
    { name: "terms", path: "/tos-validation", isComplete: isThere("main form button") },
    { name: "text", path: "/pages/terms-of-service", isComplete: isThere("article h2") },
    { name: "nowhere", path: "/nowhere", isComplete: isThere("main .button"), status: 404 },
    { name: "login", path: "/login", isComplete: isThere("main form button"), isAnonymous: true },
  ];
}

/** Opens a page and checks all that holds for every page. */
async function look(tab: Tab, url: string, subject: Subject, name: string): Promise<void> {
  const { page } = tab;
  tab.errors.length = tab.strangers.length = 0;
  const response = await page.goto(url + subject.path);
  const { status = 200 } = subject;
  assert.equal(response?.status(), status);
  await subject.isComplete(page);
  await saveScreenshot(page, `every_page/${name}`, { fullPage: !subject.isForeign });
  await assertFits(page);
  await assertNamed(page);
  await assertInItsLanguage(page);
  if (!subject.isForeign) {
    await assertReadable(page);
    await assertUsableByKeyboard(page);
  }
  // Chromium complains of every answer that is an error.
  if (status >= 400) tab.errors = tab.errors.filter((error) => !error.includes(String(status)));
  assertQuiet(tab);
}

if (CHROMIUM) {
  serverTest("every page fits, can be read, and works by keyboard", async (server) => {
    await withBrowser(async (browser) => {
      const state = await logIn(browser, server);
      const all = subjects(await fill(server, state));
      const failures: string[] = [];
      for (const [name, options] of Object.entries(LOOKS)) {
        const home = `${server.url}/api/health`;
        const known = await openTab(browser, home, { ...options, storageState: state });
        const anonymous = await openTab(browser, home, options);
        for (const subject of all) {
          const tab = subject.isAnonymous ? anonymous : known;
          await look(tab, server.url, subject, `${subject.name}-${name}`)
            .catch((error) => failures.push(`${subject.name}-${name}: ${error.message}`));
        }
        await known.page.context().close();
        await anonymous.page.context().close();
      }
      assert.deepEqual(failures, []);
    });
  }, { OAUTH_PROVIDER: "local" });
}
