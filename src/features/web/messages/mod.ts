/** Texts of the pages. The English text is the key; what is not here may be among the texts of the API. */
import { type Language, Message } from "../../../core/messages/mod.ts";
import { translate } from "../../../core/http/messages/mod.ts";
import { FRENCH } from "./fr.ts";

const CATALOGUES: Partial<Record<Language, Record<string, string>>> = { fr: FRENCH };

/** The text in the given language; English where it was not translated. */
export function translateForPage(text: string | Message, language: Language): string {
  if (text instanceof Message) return translate(text, language);
  return CATALOGUES[language]?.[text] ?? translate(text, language);
}
