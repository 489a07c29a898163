/** People with a browser of their own. */
import type { Browser, BrowserContextOptions } from "playwright-core";
import { makeSetupLink } from "../../src/features/accounts/mod.ts";
import { openTab, type Tab } from "../support/chromium.ts";
import { makePicture, walk, type WalkOptions } from "../support/pictures.ts";
import { answer, type TestServer } from "../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../support/uploads.ts";

/** Somebody's page, and the headers by which requests are made in that name. */
export interface Visit {
  tab: Tab;
  headers: Record<string, string>;
}

/** An instance whose accounts have passwords. */
export const LOCAL = { OAUTH_PROVIDER: "local" };

/** Makes the first account, an administrator called Ana, who is logged in as soon as the next page is there. */
export async function setUp(
  browser: Browser,
  { backend, url }: TestServer,
  options: BrowserContextOptions = {},
): Promise<Tab> {
  const tab = await openTab(browser, (await makeSetupLink(backend.services, url))!, options);
  const { page } = tab;
  await page.getByLabel("Name").fill("Ana");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByLabel("Repeat password").fill("correct horse battery");
  await page.keyboard.press("Enter");
  return tab;
}

/** Makes the first account, and waits until it is logged in. */
export async function logIn(
  browser: Browser,
  server: TestServer,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const tab = await setUp(browser, server, options), { page } = tab;
  await page.waitForURL(({ pathname }) => pathname !== "/setup");
  const cookies = await page.context().cookies();
  return { tab, headers: { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") } };
}

/** A sequence as it is uploaded: its id, and those of its pictures in their order. */
export interface UploadedSequence {
  id: string;
  pictures: string[];
}

/** Uploads a walk and waits until it is processed. */
export async function uploadSequence(
  server: TestServer,
  headers: Record<string, string>,
  { count = 3, title = "A walk", ...options }: WalkOptions & { count?: number; title?: string } = {},
): Promise<UploadedSequence> {
  const set = await createUploadSet(server, { title }, headers);
  for (const [index, picture] of walk<number>(count, options).entries()) {
    const file = { name: `${index + 1}.jpg`, bytes: await makePicture(picture) };
    await answer(sendFile(server, set, file, { headers }), 202);
  }
  await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST", headers }));
  const { associated_collections: [{ id }] } = await uploadSetWhenIdle(server, set, headers);
  const { pictures } = await answer(fetch(`${server.url}/api/collections/${id}/outline`, { headers }));
  return { id, pictures: pictures.map((picture: { id: string }) => picture.id) };
}
