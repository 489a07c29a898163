/**
 * Every page in light and dark, on a phone and on a desktop, in English and French: each pair of these; and on a phone in the
 * other languages, some of which have long words (`TEST_CHROMIUM`; without it there is no test). With `TEST_SCREENSHOTS`, a
 * picture of each is saved in its folder `every_page`.
 */
import assert from "node:assert/strict";
import type { BrowserContextOptions } from "playwright-core";
import { assertQuiet, CHROMIUM, openTab, saveScreenshot, type Tab, withBrowser } from "../support/chromium.ts";
import { serverTest } from "../support/server.ts";
import { assertAccessible } from "./accessibility.ts";
import { assertInItsLanguage } from "./english_leftovers.ts";
import { everyPage, fillInstance, type Subject } from "./every_page.ts";
import { assertSteady, watchLayout } from "./layout_shift.ts";
import { assertFits, assertNamed, assertReadable, assertUsableByKeyboard } from "./page_checks.ts";
import { LOCAL, logIn } from "./people.ts";

const PHONE = { width: 360, height: 740 }, DESKTOP = { width: 1280, height: 800 };

/** How people see a page. */
interface Look {
  options: BrowserContextOptions;
  /** By the rules for screen readers and contrast; what only differs from another look by its words is not looked at again. */
  isThorough?: boolean;
  /** By keyboard, in each layout once. */
  byKeyboard?: boolean;
}

/** Every pair of theme, window and the first two languages is among them. */
const LOOKS: Record<string, Look> = {
  "light-phone-fr": { options: { colorScheme: "light", viewport: PHONE, locale: "fr" }, isThorough: true },
  "light-desktop-en": {
    options: { colorScheme: "light", viewport: DESKTOP, locale: "en" },
    isThorough: true,
    byKeyboard: true,
  },
  "dark-phone-en": {
    options: { colorScheme: "dark", viewport: PHONE, locale: "en" },
    isThorough: true,
    byKeyboard: true,
  },
  "dark-desktop-fr": { options: { colorScheme: "dark", viewport: DESKTOP, locale: "fr" }, isThorough: true },
  "light-phone-de": { options: { colorScheme: "light", viewport: PHONE, locale: "de" } },
  "dark-phone-es": { options: { colorScheme: "dark", viewport: PHONE, locale: "es" } },
  "light-phone-hu": { options: { colorScheme: "light", viewport: PHONE, locale: "hu" } },
};

/** In which pages with tests of their own are seen, too. */
const OTHER_LANGUAGE = "light-phone-de";

/** Opens a page and checks all that holds for every page. */
async function look(tab: Tab, url: string, subject: Subject, name: string, how: Look): Promise<void> {
  const { page } = tab;
  tab.errors.length = tab.strangers.length = 0;
  const response = await page.goto(url + subject.path);
  const { status = 200 } = subject;
  assert.equal(response?.status(), status);
  await subject.isComplete(page);
  if (!subject.isForeign) await assertSteady(page);
  await saveScreenshot(page, `every_page/${name}`, { fullPage: !subject.isForeign });
  await assertFits(page);
  await assertNamed(page);
  await assertInItsLanguage(page);
  if (!subject.isForeign) {
    if (how.isThorough && !subject.hasOwnTest) {
      await assertReadable(page);
      await assertAccessible(page, subject.foreign);
    }
    if (how.byKeyboard) await assertUsableByKeyboard(page);
  }
  // Chromium complains of every answer that is an error.
  if (status >= 400) tab.errors = tab.errors.filter((error) => !error.includes(String(status)));
  assertQuiet(tab);
}

if (CHROMIUM) {
  serverTest(
    "every page fits, stays in its place, can be read, and works by keyboard and screen reader",
    async (server) => {
      await withBrowser(async (browser) => {
        const { tab: first, headers } = await logIn(browser, server);
        const storageState = await first.page.context().storageState();
        await first.page.context().close();
        const all = everyPage(await fillInstance(server, headers));
        const failures: string[] = [];
        for (const [name, how] of Object.entries(LOOKS)) {
          const home = `${server.url}/api/health`;
          const known = await openTab(browser, home, { ...how.options, storageState });
          const anonymous = await openTab(browser, home, how.options);
          for (const tab of [known, anonymous]) await watchLayout(tab.page);
          for (const subject of all) {
            if (subject.hasOwnTest && !how.byKeyboard && name !== OTHER_LANGUAGE) continue;
            const tab = subject.isAnonymous ? anonymous : known;
            await look(tab, server.url, subject, `${subject.name}-${name}`, how)
              .catch((error) => failures.push(`${subject.name}-${name}: ${error.message}`));
          }
          await known.page.context().close();
          await anonymous.page.context().close();
        }
        assert.deepEqual(failures, []);
      });
    },
    LOCAL,
  );
}
