/// <reference lib="dom" />
/**
 * The pages of all-sky cameras in a real browser (`TEST_CHROMIUM`): the newest image comes by itself, the last hours play,
 * images are enlarged, and a film far larger than what is loaded of it plays from any moment.
 */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { assertQuiet, CHROMIUM, openTab, PATIENCE, saveScreenshot, withBrowser } from "../support/chromium.ts";
import { serverTest, type TestServer } from "../support/server.ts";
import { assertFits } from "./page_checks.ts";
import { FILM, type Night, startNight } from "./allsky_night.ts";

const FILM_BYTES = Number(Deno.env.get("ALLSKY_FILM_BYTES") ?? 64 * 1024 ** 2);
const FILM_SECONDS = 20;
const PHONE = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true };

/** The picture that a page shows, once it is there. */
async function waitForImage(page: Page, selector: string, other?: string): Promise<string> {
  const handle = await page.waitForFunction(([selector, other]) => {
    const image = document.querySelector<HTMLImageElement>(selector!);
    return image?.complete && image.naturalWidth > 1 && image.src !== other ? image.src : null;
  }, [selector, other]);
  return (await handle.jsonValue())!;
}

/** The addresses that the picture of a player shows, from now on. */
async function watchPicture(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const shown: string[] = [];
    Object.assign(globalThis, { shown });
    const figure = document.querySelector("#latest figure")!;
    new MutationObserver(() => shown.push(figure.querySelector("img")!.src)).observe(figure, { childList: true });
  });
  // Left there above.
  return () => page.evaluate(() => [...(globalThis as unknown as { shown: string[] }).shown]);
}

/** Plays and stops what the camera took in the last hours, and goes back to the newest image. */
async function playLastHours(page: Page): Promise<void> {
  const newest = await waitForImage(page, "#latest img");
  const shown = await watchPicture(page);
  await page.getByRole("button", { name: "Play the last hours" }).click();
  await page.clock.runFor(3000);
  await page.waitForFunction(() => new Set((globalThis as unknown as { shown: string[] }).shown).size > 3);
  await page.getByRole("button", { name: "Stop" }).click();
  await page.waitForFunction(() => !document.querySelector("#latest")!.classList.contains("plays"));
  const addresses = (await shown()).map((address) => address.replace(/.*_(\d{8})_(\d{6}).*/, "$1$2"));
  assert.deepEqual(addresses.toSorted(), addresses, "in the order they were taken");
  await page.getByRole("button", { name: "Newest image" }).click();
  await page.waitForFunction(
    (newest) => document.querySelector<HTMLImageElement>("#latest img")!.src === newest,
    newest,
  );
}

/** Reads values of the charts with the mouse, and by keyboard; all charts show the same moment. */
async function readCharts(page: Page): Promise<void> {
  await page.getByRole("link", { name: "All charts" }).click();
  await page.getByRole("link", { name: "12 hours" }).click();
  const stars = page.getByRole("slider", { name: "Stars" });
  await stars.hover({ position: { x: 300, y: 60 } });
  const valueOf = async (name: string) => await page.locator(`[data-chart=${name}] output`).innerText();
  const [hovered, other] = [await valueOf("stars"), await valueOf("temp")];
  assert.match(hovered, /^\d{4}-\d\d-\d\d \d\d:\d\d: \d+(\.\d+)?$/);
  assert.equal(hovered.slice(0, 16), other.slice(0, 16));
  await stars.focus();
  await page.keyboard.press("End");
  const last = await stars.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowLeft");
  const before = await stars.getAttribute("aria-valuetext");
  assert.ok(last! > before!, `${before} is before ${last}`);
  assert.equal(await valueOf("stars"), before);
  await page.keyboard.press("Home");
  assert.equal(await stars.getAttribute("aria-valuenow"), "0");
  await saveScreenshot(page, "allsky_charts");
  await page.getByText("As a table").click();
  assert.ok(await page.locator(".values tbody tr").count() > 10);
  await page.goBack();
  await page.goBack();
}

/** Goes through a night by keyboard, within a range. */
async function playNight(page: Page): Promise<void> {
  const time = async () => await page.locator("#taken").innerText();
  const waitForTime = async (other: string) =>
    await page.waitForFunction((other) => document.querySelector("#taken")!.textContent !== other, other);
  await page.locator("[name=from]:not([disabled])").waitFor();
  const range = await page.locator("[name=from] option").allInnerTexts();
  assert.ok(range.length >= 6 && range.every((mark) => /^\d\d:[03]0$/.test(mark)), String(range));
  const middle = await time();
  await page.locator("[name=from]").selectOption({ index: 2 });
  await waitForTime(middle);
  const start = await time();
  assert.ok(start.slice(11, 16) >= range[2]! || range[2]! > "12:00", `${start} is the first of ${range[2]}`);
  await page.locator("[name=to]").selectOption({ index: 2 });
  await page.locator("[name=speed]").selectOption("25");
  // The arrows of the slider, and the space bar.
  await page.locator(".moment").focus();
  await page.keyboard.press("ArrowRight");
  await waitForTime(start);
  assert.equal(await page.locator(".moment").getAttribute("aria-valuetext"), await time());
  const shown = await watchPicture(page);
  await page.keyboard.press(" ");
  assert.equal(await page.locator(".play").innerText(), "Stop");
  await page.clock.runFor(4000);
  await page.waitForFunction(() => {
    const { shown } = globalThis as unknown as { shown: string[] };
    return shown.length > 0 && new Set(shown).size < shown.length;
  });
  await page.keyboard.press(" ");
  assert.equal(await page.locator(".play").innerText(), "Play");
  const played = new Set(await shown());
  assert.ok(played.size > 2 && played.size < 20, `${played.size} images are in the range`);
  await page.locator("[name=size]").selectOption("small");
  await page.waitForFunction(() =>
    document.querySelector<HTMLImageElement>("#latest img")!.src.includes("/thumbnails/")
  );
  await page.locator("[name=size]").selectOption("full");
  await page.waitForFunction(() =>
    !document.querySelector<HTMLImageElement>("#latest img")!.src.includes("/thumbnails/")
  );
}

async function showPages(browser: Browser, { url }: TestServer, night: Night): Promise<void> {
  const tab = await openTab(browser, `${url}/`);
  const { page } = tab;
  await page.clock.install();
  await page.getByRole("link", { name: "All-sky cameras" }).click();
  await waitForImage(page, ".cameras img");
  // It was taken eleven minutes ago; half an hour later, nobody has loaded the page again.
  await page.locator(".age time").getByText("11 minutes ago").waitFor();
  await page.clock.fastForward(1_800_000);
  await page.locator(".age time").getByText("41 minutes ago").waitFor();
  await page.getByRole("link", { name: /Eastern hill/ }).click();
  const before = await waitForImage(page, "#latest img");
  await page.locator(".chart svg path").first().waitFor();
  await saveScreenshot(page, "allsky_camera");
  await readCharts(page);
  await page.getByRole("heading", { name: "Days and nights" }).scrollIntoViewIfNeeded();
  await waitForImage(page, ".calendar img");
  await saveScreenshot(page, "allsky_calendar");

  // Nobody reloads the page, which asks every 15 seconds.
  await night.sendImage();
  await page.clock.fastForward(16_000);
  const after = await waitForImage(page, "#latest img", before);
  assert.notEqual(after, before);
  const taken = (await page.locator("#taken").innerText()).replace(/\D/g, "");
  assert.ok(after.replace(/\D/g, "").endsWith(taken), `${taken} is told of ${after}`);

  await playLastHours(page);
  await page.locator(`.calendar a[href$="/${night.day}"]`).click();
  await playNight(page);
  await page.locator(".hours a").nth(2).click();
  await waitForImage(page, ".products img");
  await page.waitForFunction(() => (document.querySelector("video")?.readyState ?? 0) >= 1);
  await saveScreenshot(page, "allsky_night");
  await page.locator(".gallery a.enlarges").nth(3).click();
  const enlarged = await waitForImage(page, "#lightbox img");
  assert.ok(!enlarged.includes("/thumbnails/"));
  await saveScreenshot(page, "allsky_lightbox");
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await waitForImage(page, "#lightbox img", enlarged), enlarged);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#lightbox").isVisible(), false);
  assertQuiet(tab);
}

/** From the keogram of a night to an image, by mouse and by keyboard, and on to its neighbours with the arrow keys. */
async function followKeogram(browser: Browser, { url }: TestServer, night: Night): Promise<void> {
  const tab = await openTab(browser, `${url}/allsky/${night.camera}/${night.day}`);
  const { page } = tab;
  await page.getByRole("link", { name: "Night: Keogram" }).click();
  const plot = page.locator(".keogram .plot");
  const isImage = /\/allsky\/assets\/\d+$/;
  const keogram = page.url();
  await plot.click({ position: { x: 10, y: 10 } });
  await page.waitForURL((other) => other.href !== keogram && isImage.test(other.href));
  const first = page.url();
  const clock = async () => await page.locator(".facts dd").first().innerText();
  const early = await clock();
  await page.keyboard.press("ArrowRight");
  await page.waitForURL((other) => other.href !== first);
  const next = await clock();
  assert.ok(next > early, `${next} is after ${early}`);
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL(first);
  assert.equal(await page.getByLabel("Permanent link").inputValue(), first);
  await saveScreenshot(page, "allsky_image", { fullPage: true });
  await page.goto(keogram);
  await plot.focus();
  await page.keyboard.press("End");
  const told = await plot.getAttribute("aria-valuetext");
  await saveScreenshot(page, "allsky_keogram");
  await page.keyboard.press("Enter");
  await page.waitForURL((other) => other.href !== keogram && isImage.test(other.href));
  const late = await clock();
  assert.ok(late > next && late.slice(0, 13) === told!.slice(0, 13), `${late} of ${told}`);
  assertQuiet(tab);
}

async function showOnPhone(browser: Browser, { url }: TestServer, night: Night): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    const tab = await openTab(browser, `${url}/allsky/${night.camera}`, { ...PHONE, colorScheme });
    const { page } = tab;
    await waitForImage(page, "#latest img");
    if (colorScheme === "dark") await saveScreenshot(page, "allsky_phone");
    for (const path of ["", `/${night.day}`]) {
      await page.goto(`${url}/allsky/${night.camera}${path}`);
      await assertFits(page);
    }
    assertQuiet(tab);
    await page.context().close();
  }
}

/** The film with nothing but room between its pictures and their index, which is read first: ISO/IEC 14496-12, `free`. */
async function makeLargeFilm(size: number): Promise<Uint8Array<ArrayBuffer>> {
  const film = await Deno.readFile(FILM);
  const index = boxAt(film, "moov");
  const large = new Uint8Array(size);
  large.set(film.subarray(0, index));
  const room = new DataView(large.buffer, index);
  room.setUint32(0, size - film.length);
  large.set(new TextEncoder().encode("free"), index + 4);
  large.set(film.subarray(index), size - (film.length - index));
  return large;
}

/** Where a box at the top of the file begins. */
function boxAt(film: Uint8Array<ArrayBuffer>, type: string): number {
  const view = new DataView(film.buffer);
  for (let at = 0; at < film.length; at += view.getUint32(at)) {
    if (new TextDecoder().decode(film.subarray(at + 4, at + 8)) === type) return at;
  }
  throw new Error(`The film has no ${type}`);
}

async function watchLargeFilm(browser: Browser, { url }: TestServer, night: Night): Promise<void> {
  const film = await makeLargeFilm(FILM_BYTES);
  const { id } = await night.put("video", Date.now() / 1000, film, "large.mp4", { night: false });
  const tab = await openTab(browser, `${url}/watch_timelapse?id=${id}`);
  const { page } = tab;
  let parts = 0;
  page.on("response", (response) => parts += response.status() === 206 ? 1 : 0);
  await page.reload();
  const seconds = await page.evaluate(async (patience) => {
    const video = document.querySelector("video")!;
    video.muted = true;
    const until = (name: string) =>
      new Promise<void>((resolve, reject) => {
        video.addEventListener(name, () => resolve(), { once: true });
        video.addEventListener("error", () => reject(new Error(video.error?.message)), { once: true });
        setTimeout(() => reject(new Error(`${name} did not come`)), patience);
      });
    if (video.readyState < 1) await until("loadedmetadata");
    const reached = [];
    for (const moment of [15, 3]) {
      const sought = until("seeked");
      video.currentTime = moment;
      await sought;
      const played = until("timeupdate");
      await video.play();
      await played;
      video.pause();
      reached.push(video.currentTime);
    }
    return { duration: video.duration, reached, height: video.videoHeight };
  }, PATIENCE);
  assert.equal(Math.round(seconds.duration), FILM_SECONDS);
  const [late = NaN, early = NaN] = seconds.reached;
  assert.ok(late >= 15 && early >= 3 && early < 15, String(seconds.reached));
  assert.equal(seconds.height, 240);
  assert.ok(parts >= 2, `${parts} parts were asked for`);
  assertQuiet(tab);
}

if (CHROMIUM) {
  serverTest(
    "pages of an all-sky camera show what comes, play it and enlarge it",
    (server) =>
      withBrowser(async (browser) => {
        const night = await startNight(server);
        await showPages(browser, server, night);
        await followKeogram(browser, server, night);
        await showOnPhone(browser, server, night);
      }),
  );

  serverTest(
    "a film of an all-sky camera plays from any moment, however large it is",
    (server) => withBrowser(async (browser) => await watchLargeFilm(browser, server, await startNight(server))),
  );
}
