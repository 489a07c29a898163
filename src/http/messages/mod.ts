/**
 * Translations of what the API says to people. The English text is the key, as in gettext; a text without a
 * translation is shown in English.
 */
import type { Language } from "../languages.ts";
import { FRENCH } from "./fr.ts";

const CATALOGUES: Partial<Record<Language, Record<string, string>>> = { fr: FRENCH };

/** The text in the given language. */
export function translate(text: string, language: Language): string {
  return CATALOGUES[language]?.[text] ?? text;
}
