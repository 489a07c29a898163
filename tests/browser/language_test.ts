/// <reference lib="dom" />
/** Choosing a language in the bar (`TEST_CHROMIUM`; without it there is no test). */
import assert from "node:assert/strict";
import { type Language, LANGUAGE_NAMES, LANGUAGES, speaker } from "../../src/core/messages/mod.ts";
import { assertQuiet, CHROMIUM, openTab, withBrowser } from "../support/chromium.ts";
import { serverTest } from "../support/server.ts";
import { assertAccessible } from "./accessibility.ts";
import { uploadSequence } from "./people.ts";
import { assertInItsLanguage } from "./english_leftovers.ts";
import { assertFits } from "./page_checks.ts";

const PHONE = { width: 390, height: 844 };

if (CHROMIUM) {
  serverTest("a language is chosen by keyboard, on a phone, and remembered in the next tab", async ({ url }) => {
    await withBrowser(async (browser) => {
      const tab = await openTab(browser, `${url}/upload`, { viewport: PHONE, locale: "fr" });
      const { page } = tab;
      const languageOf = (shown: typeof page) => shown.evaluate(() => document.documentElement.lang);
      assert.equal(await languageOf(page), "fr");
      await page.locator(".languages > button").focus();
      await page.keyboard.press("Enter");
      const menu = page.locator("#languages");
      await menu.waitFor();
      await assertFits(page);
      await assertAccessible(page);
      await page.keyboard.press("Escape");
      await menu.waitFor({ state: "hidden" });
      await page.keyboard.press("Enter");
      for (const _ of LANGUAGES) await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), LANGUAGE_NAMES.hu);
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.documentElement.lang === "hu");
      assert.equal(page.url(), `${url}/upload`);
      await assertInItsLanguage(page);

      const second = await page.context().newPage();
      await second.goto(`${url}/allsky`);
      assert.equal(await languageOf(second), "hu");
      assertQuiet(tab);
    });
  });

  serverTest("the viewer follows the choice, and stays where it was", async ({ url }) => {
    await withBrowser(async (browser) => {
      const { page } = await openTab(browser, `${url}/#focus=map&map=6/47/19`, { viewport: PHONE });
      await page.locator(".languages > button").click();
      await page.locator("#languages").getByText(LANGUAGE_NAMES.de).click();
      await page.waitForFunction(() => document.querySelector("pnx-viewer")?.getAttribute("lang") === "de");
      await page.waitForURL(({ href }) => /\Wmap=6\/4[67][.\d]*\/1[89]/.test(href));
    });
  });

  serverTest("errors of the server that a script shows are in the language of the page", async ({ url }) => {
    await withBrowser(async (browser) => {
      for (const language of ["de", "es"] satisfies Language[]) {
        const { page } = await openTab(browser, `${url}/upload`, { locale: "fr" });
        await page.locator(".languages > button").click();
        await page.locator("#languages").getByText(LANGUAGE_NAMES[language]).click();
        await page.waitForFunction((chosen) => document.documentElement.lang === chosen, language);
        const said = await page.evaluate(async () => {
          const address = [...document.scripts].find(({ src }) => src.endsWith("/upload.js"))!.src;
          const { call } = await import(new URL("page.js", address).href);
          return await call("GET", "/api/upload_sets/none").catch(({ message }: Error) => message);
        });
        assert.equal(said, speaker(language)("http.not_found"));
        await page.context().close();
      }
    });
  });

  serverTest("buttons of maps are named in the language of the page, the viewer's too", async (server) => {
    await withBrowser(async (browser) => {
      const { id } = await uploadSequence(server, {});
      for (const language of LANGUAGES) {
        const { page } = await openTab(browser, `${server.url}/sequences/${id}`, { locale: language });
        const say = speaker(language);
        await page.locator(`#map button[title="${say("map.zoom_in")}"]`).waitFor();
        await page.goto(server.url);
        await page.locator(`canvas.maplibregl-canvas[aria-label="${say("web.map")}"]`).waitFor();
        await page.locator(`button[title="${say("map.find_me")}"]`).first().waitFor();
        await page.context().close();
      }
    });
  });

  serverTest("times, numbers and sizes are written as the language does", async ({ url }) => {
    await withBrowser(async (browser) => {
      const written: Record<string, string[]> = {};
      for (const locale of LANGUAGES) {
        const { page } = await openTab(browser, `${url}/upload`, { locale, timezoneId: "UTC" });
        written[locale] = await page.evaluate(async () => {
          const address = [...document.scripts].find(({ src }) => src.endsWith("/upload.js"))!.src;
          const { bytes, dateTime, number } = await import(new URL("page.js", address).href);
          return [dateTime("2026-03-09T14:05:00Z"), number(12345.5), bytes(2_500_000)];
        });
        await page.context().close();
      }
      const plain = Object.entries(written).map(([language, texts]) => [language, ...texts].join(" | "))
        .map((text) => text.replaceAll(/[\u00a0\u202f]/g, " "));
      assert.deepEqual(plain, [
        "en | Mar 9, 2026, 2:05 PM | 12,345.5 | 2.5 MB",
        "fr | 9 mars 2026, 14:05 | 12 345,5 | 2,5 Mo",
        "de | 09.03.2026, 14:05 | 12.345,5 | 2,5 MB",
        "es | 9 mar 2026, 14:05 | 12.345,5 | 2,5 MB",
        "hu | 2026. márc. 9. 14:05 | 12 345,5 | 2,5 MB",
      ]);
    });
  });
}
