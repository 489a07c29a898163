/** The language of a page. */
import type { RequestContext } from "../../core/http/context.ts";
import { languageOf } from "../../core/http/language_of.ts";
import type { Language } from "../../core/messages/mod.ts";

/** The language of a page: that of the browser. */
export function pageLanguage(context: RequestContext): Language {
  return languageOf(context);
}
