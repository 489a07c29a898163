/**
 * Renews docs/screenshots/first_minutes.webp, the animated picture of the README: the set-up link, a folder that is dropped, and
 * its pictures on the map: `deno run -A scripts/film.ts`. Takes Chromium (`TEST_CHROMIUM`) and geovisio's sample pictures
 * (`TEST_PICTURES`).
 */
import { join } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { clickOnMap, dropFolder } from "../tests/browser/gestures.ts";
import { openTab, withBrowser } from "../tests/support/chromium.ts";
import { serveProgram, SOURCE_PROGRAM } from "../tests/support/program.ts";
import { until } from "../tests/support/until.ts";
import { readArguments } from "./arguments.ts";
import { PROJECT } from "./project.ts";

/** Pixels. */
const SIZE = { width: 960, height: 600 };
/** Milliseconds that a frame stays. */
const SHORT = 1200, LONG = 2600;
const WALK = ["e1.jpg", "e2.jpg", "e3.jpg", "e4.jpg", "e5.jpg"];

readArguments(import.meta.url, {});
const pictures = Deno.env.get("TEST_PICTURES");
if (!pictures || !Deno.env.has("TEST_CHROMIUM")) throw new Error("TEST_PICTURES and TEST_CHROMIUM have to be set");

const folder = await Deno.makeTempDir({ prefix: "panoramax-film-" });
const frames: Uint8Array[] = [], delay: number[] = [];
try {
  const street = join(folder, "My street");
  await Deno.mkdir(street);
  for (const name of WALK) await Deno.copyFile(join(pictures, name), join(street, name));
  await using server = await serveProgram(SOURCE_PROGRAM, { folder });
  await withBrowser(async (browser) => {
    let link: string | undefined;
    await until(() => Promise.resolve((link = /http\S+\/setup\?\S+/.exec(server.printed())?.[0]) !== undefined));
    const { page } = await openTab(browser, link ?? server.url, { viewport: SIZE });
    await takeFrames(page, server.url, street);
  });
  await server.stop();
} finally {
  await Deno.remove(folder, { recursive: true });
}
const film = sharp(frames, { join: { animated: true } }).webp({ quality: 70, effort: 5, delay, loop: 0 });
const { size } = await film.toFile(join(PROJECT, "docs/screenshots/first_minutes.webp"));
console.log(`${frames.length} frames, ${(size / 1e6).toFixed(2)} MB`);

/** Every step as somebody takes it. */
async function takeFrames(page: Page, url: string, street: string): Promise<void> {
  const frame = async (milliseconds: number) => {
    frames.push(await page.screenshot());
    delay.push(milliseconds);
  };
  await frame(SHORT);
  await page.getByLabel("Name").fill("Maria");
  for (const field of await page.locator("input[type=password]").all()) await field.fill("three quiet green lamps");
  await frame(SHORT);
  await page.locator("main form button").click();
  await page.waitForURL(({ pathname }) => pathname !== "/setup");
  await page.goto(`${url}/upload`);
  await frame(LONG);
  await dropFolder(page, "#drop", street);
  await page.getByText("Everything is ready.").waitFor();
  await frame(LONG);
  const { features } = await (await fetch(`${url}/api/search`)).json();
  await page.getByRole("link", { name: "Show on the map" }).click();
  await page.waitForLoadState("networkidle");
  await frame(LONG);
  const sent = page.waitForResponse((response) => /\/api\/pictures\/[^/]+\/sd\.jpg$/.test(response.url()));
  await clickOnMap(page, features[2].geometry.coordinates);
  await sent;
  await page.waitForLoadState("networkidle");
  await frame(LONG);
  const sequence = features[2].collection;
  await page.goto(`${url}/sequences/${sequence}`);
  await page.locator("#grid li input").first().waitFor();
  await page.waitForLoadState("networkidle");
  await frame(LONG);
}
