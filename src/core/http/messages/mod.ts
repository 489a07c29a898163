/**
 * Translations of what the API says to people. The English text is the key, as in gettext; a text without a
 * translation is shown in English.
 */
import { type Language, Message, translate as translateMessage } from "../../messages/mod.ts";
import { GERMAN } from "./de.ts";
import { SPANISH } from "./es.ts";
import { FRENCH } from "./fr.ts";
import { HUNGARIAN } from "./hu.ts";
import { templatesOf, translateByTemplate } from "./templates.ts";

const CATALOGUES: Partial<Record<Language, Record<string, string>>> = {
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  hu: HUNGARIAN,
};

const TEMPLATES = new Map(Object.entries(CATALOGUES).map(([language, texts]) => [language, templatesOf(texts)]));

/** The text in the given language. It may be one of the catalogue, or one of its templates with its values in their places. */
export function translate(text: string | Message, language: Language): string {
  if (text instanceof Message) return translateMessage(text, language);
  return CATALOGUES[language]?.[text] ?? translateByTemplate(text, TEMPLATES.get(language) ?? []) ?? text;
}
