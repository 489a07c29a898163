/** The language of a page: the one that was chosen in its menu, else that of the browser. */
import type { MiddlewareHandler } from "hono";
import type { RequestContext, RequestVariables } from "../../core/http/context.ts";
import { type Cookie, type CookieSettings, readCookie, writeCookie } from "../../core/http/cookies.ts";
import { languageOf } from "../../core/http/language_of.ts";
import { type Language, LANGUAGES } from "../../core/messages/mod.ts";

const COOKIE: Cookie = { name: "language" };
/** Seconds. Browsers keep no cookie for longer than 400 days (RFC 6265bis section 5.5). */
const LONGEST = 400 * 24 * 60 * 60;

/** Lets pages ask which language was chosen. */
export function announceChosenLanguage(settings: CookieSettings): MiddlewareHandler<RequestVariables> {
  return async function announceChosenLanguage(context, next) {
    context.set("chosenLanguage", () => {
      const chosen = readCookie(context, settings, COOKIE);
      return LANGUAGES.find((language) => language === chosen);
    });
    await next();
  };
}

/** The language in which the caller reads pages. */
export function pageLanguage(context: RequestContext): Language {
  return context.get("chosenLanguage")?.() ?? languageOf(context);
}

/** Keeps the choice in the caller's browser; it says nothing about who they are. */
export function rememberLanguage(context: RequestContext, settings: CookieSettings, language: Language): void {
  writeCookie(context, settings, COOKIE, language, { maxAge: LONGEST, httpOnly: true });
}
