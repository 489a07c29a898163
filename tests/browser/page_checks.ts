/// <reference lib="dom" />
/** What holds for every page, whatever is on it. */
import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import { assertQuiet, type Tab } from "../support/chromium.ts";
import { assertAccessible } from "./accessibility.ts";

const PHONE = { width: 390, height: 800 }, DESKTOP = { width: 1280, height: 800 };
/** How people see a page; French has longer words. */
export const LOOKS: Record<string, BrowserContextOptions> = {
  "light-phone": { colorScheme: "light", viewport: PHONE, locale: "fr" },
  "dark-phone": { colorScheme: "dark", viewport: PHONE },
  "light-desktop": { colorScheme: "light", viewport: DESKTOP },
  "dark-desktop": { colorScheme: "dark", viewport: DESKTOP, locale: "fr" },
};

/** A page fits, can be read, used by keyboard and by a screen reader, and complained of nothing. */
export async function assertGood(tab: Tab): Promise<void> {
  const { page } = tab;
  await assertFits(page);
  await assertNamed(page);
  await assertReadable(page);
  await assertAccessible(page);
  // In each theme and layout once: to draw a page at each stop takes seconds.
  if (await isDark(page) === isNarrow(page)) await assertUsableByKeyboard(page);
  assertQuiet(tab);
}

function isDark(page: Page): Promise<boolean> {
  return page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
}

function isNarrow(page: Page): boolean {
  return (page.viewportSize()?.width ?? Infinity) <= PHONE.width;
}

/** What can be used by keyboard: links, buttons, fields, and what a script gave a place in the order of tabs. */
const INTERACTIVE =
  'a[href], button, input:not([type="hidden"]), select, textarea, summary, video[controls], [tabindex="0"]';

/** Nothing is wider than the window. */
export async function assertFits(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  });
  assert.deepEqual(wide, [], "wider than the window");
}

/** Every link, button and field has a name that screen readers can say. */
export async function assertNamed(page: Page): Promise<void> {
  const nameless = await page.evaluate((interactive) => {
    const nameOf = (element: Element) => {
      const labels = (element as HTMLInputElement).labels ?? [];
      const images = [...element.querySelectorAll("img")].map(({ alt }) => alt);
      return [
        element.getAttribute("aria-label"),
        element.getAttribute("title"),
        ...[...labels].map(({ textContent }) => textContent),
        element.matches("select, textarea") ? "" : element.textContent,
        ...images,
      ].join("").trim();
    };
    return [...document.querySelectorAll(interactive)]
      .filter((element) => element.checkVisibility() && !element.matches("video") && nameOf(element) === "")
      .map((element) => element.outerHTML.slice(0, 120));
  }, INTERACTIVE);
  assert.deepEqual(nameless, [], "without a name");
}

/** The tabulator leads to everything that can be used, and where it is can be seen. */
export async function assertUsableByKeyboard(page: Page): Promise<void> {
  const count = await page.evaluate((interactive) => {
    // While a dialog is open, nothing outside it can be used.
    const place = document.querySelector("dialog:modal") ?? document;
    // Of a group of radio buttons, the tabulator leads to the one that is checked; the arrow keys to the others.
    const skipped = ":disabled, [tabindex='-1'], [type='radio']:not(:checked)";
    const isUsable = (element: Element) => element.checkVisibility() && !element.matches(skipped);
    const missing = new Set([...place.querySelectorAll(interactive)].filter(isUsable));
    const unseen = new Set<Element>();
    (document.activeElement as HTMLElement | null)?.blur();
    document.addEventListener("focusin", ({ target }) => {
      const element = target as Element;
      missing.delete(element);
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const hasOutline = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
      if (!hasOutline && boxShadow === "none" && !element.shadowRoot) unseen.add(element);
    });
    Object.assign(globalThis, { keyboardCheck: { missing, unseen } });
    // The parts of a date are a stop each.
    return missing.size + 9 * document.querySelectorAll('input[type^="date"]').length;
  }, INTERACTIVE);
  for (let pressed = 0; pressed < count + 5; pressed++) await page.keyboard.press("Tab");
  const { missing, unseen } = await page.evaluate(() => {
    // Left there above.
    const { missing, unseen } =
      (globalThis as unknown as { keyboardCheck: Record<"missing" | "unseen", Set<Element>> }).keyboardCheck;
    const list = (elements: Set<Element>) => [...elements].map((element) => element.outerHTML.slice(0, 120));
    return { missing: list(missing), unseen: list(unseen) };
  });
  assert.deepEqual({ missing, unseen }, { missing: [], unseen: [] }, "by keyboard");
}

/** Texts stand out from what is behind them (WCAG 2.2, 1.4.3: 4.5 to 1, large ones 3 to 1). */
export async function assertReadable(page: Page): Promise<void> {
  const faint = await page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })!;
    /** Red, green, blue and opacity, 0 to 1, of any colour of CSS. */
    const componentsOf = (colour: string) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return { red: red / 255, green: green / 255, blue: blue / 255, opacity: alpha / 255 };
    };
    const linear = (component: number) =>
      component <= 0.04045 ? component / 12.92 : ((component + 0.055) / 1.055) ** 2.4;
    const luminance = (colour: string) => {
      const { red, green, blue } = componentsOf(colour);
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const groundOf = (element: Element | null): string => {
      if (!element) return getComputedStyle(document.documentElement).colorScheme.includes("dark") ? "black" : "white";
      const { backgroundColor } = getComputedStyle(element);
      return componentsOf(backgroundColor).opacity > 0.99 ? backgroundColor : groundOf(element.parentElement);
    };
    const hasText = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    return [...document.querySelectorAll("body *")]
      .filter((element) =>
        hasText(element) && element.checkVisibility() && !element.matches(".skip, :disabled, script")
      )
      .flatMap((element) => {
        const { color, fontSize, fontWeight } = getComputedStyle(element);
        const text = luminance(color) + 0.05, ground = luminance(groundOf(element)) + 0.05;
        const contrast = Math.max(text, ground) / Math.min(text, ground);
        const pixels = parseFloat(fontSize);
        const isLarge = pixels >= 24 || (pixels >= 18.66 && Number(fontWeight) >= 700);
        return contrast >= (isLarge ? 3 : 4.5) ? [] : [`${contrast.toFixed(1)}: ${element.outerHTML.slice(0, 120)}`];
      });
  });
  assert.deepEqual(faint, [], "too little contrast");
}
