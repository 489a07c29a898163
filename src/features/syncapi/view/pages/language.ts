/** The language in which a page writes dates and numbers: that of its texts. */
import type { RequestContext } from "../../../../core/http/context.ts";
import { languageOf } from "../../../../core/http/language_of.ts";
import { completeLanguage, type Language } from "../../../../core/messages/mod.ts";

/** The language of a page. */
export function pageLanguage(context: RequestContext): Language {
  return completeLanguage(languageOf(context));
}
