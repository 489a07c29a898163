/**
 * Translations of what the API says to people. The English text is the key, as in gettext; a text without a
 * translation is shown in English.
 */
import type { Language } from "../languages.ts";
import { GERMAN } from "./de.ts";
import { SPANISH } from "./es.ts";
import { FRENCH } from "./fr.ts";
import { HUNGARIAN } from "./hu.ts";

const CATALOGUES: Partial<Record<Language, Record<string, string>>> = {
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  hu: HUNGARIAN,
};

/** The text in the given language. */
export function translate(text: string, language: Language): string {
  return CATALOGUES[language]?.[text] ?? text;
}
