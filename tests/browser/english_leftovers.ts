/// <reference lib="dom" />
/** English on pages in other languages. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { ENGLISH } from "../../src/core/messages/english/mod.ts";
import { type Language, type MessageKey, textsFor } from "../../src/core/messages/mod.ts";

/** Fewer letters than these around the places of a text say nothing about its language. */
const LEAST_LETTERS = 8;

/** What packages draw, which have texts of their own. */
const FOREIGN = "pnx-viewer, .swagger-ui, .maplibregl-map";

/** What shows that a text is the English one of the catalogue, and not also the other language's. */
function englishTexts(language: Language): { key: string; pattern: RegExp }[] {
  const keys = Object.keys(ENGLISH) as MessageKey[];
  const translations = textsFor(keys, language);
  const others = new Set(Object.values(translations));
  return keys.flatMap((key) => {
    const text: string = ENGLISH[key];
    const letters = text.replaceAll(/\{\w+\}/g, "").replaceAll(/[^a-z]/gi, "");
    if (others.has(text) || (text.includes("{") && letters.length < LEAST_LETTERS)) return [];
    const pattern = text.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+");
    return [{ key, pattern: new RegExp(`^${pattern}$`, "s") }];
  }).sort((a, b) => b.pattern.source.length - a.pattern.source.length);
}

/** All texts of a page in its own language: what can be seen, what screen readers say, and what scripts may show. */
function textsOf(page: Page): Promise<{ language: string; texts: string[] }> {
  return page.evaluate((foreign) => {
    const { lang: language } = document.documentElement;
    const texts = new Set<string>();
    const isOurs = (element: Element) => element.closest("[lang]") === document.documentElement;
    for (const element of document.querySelectorAll("body *:not(script, style, noscript)")) {
      if (!isOurs(element) || element.closest(foreign)) continue;
      for (const name of ["aria-label", "placeholder", "title", "alt"]) texts.add(element.getAttribute(name) ?? "");
      for (const node of element.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) texts.add((node.textContent ?? "").replaceAll(/\s+/g, " ").trim());
      }
    }
    texts.delete("");
    return { language, texts: [...texts] };
  }, FOREIGN);
}

/** No text of the page is the English one of the catalogue, unless the page is in English. */
export async function assertInItsLanguage(page: Page): Promise<void> {
  const { language, texts } = await textsOf(page);
  if (language === "en") return;
  const english = englishTexts(language as Language);
  const left = texts.flatMap((text) => {
    const found = english.find(({ pattern }) => pattern.test(text));
    return found ? [`${found.key}: ${text}`] : [];
  });
  assert.deepEqual(left, [], "in English");
}
