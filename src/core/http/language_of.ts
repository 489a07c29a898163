/** The language of an answer, negotiated from `Accept-Language` (RFC 9110 section 12.5.4). */
import { accepts } from "hono/accepts";
import { type Language, LANGUAGES } from "../messages/mod.ts";
import type { RequestContext } from "./context.ts";

/** The caller's preferred language among those the server speaks; English by default. */
export function languageOf(context: RequestContext): Language {
  if (!context.req.header("Accept-Language")) return "en";
  const chosen = accepts(context, {
    header: "Accept-Language",
    supports: [...LANGUAGES],
    default: "en",
    match: (ranges) => {
      const wanted = ranges.toSorted((a, b) => b.q - a.q).map(({ type }) => type.toLowerCase().split(/[-_]/)[0]);
      return wanted.find((code) => LANGUAGES.some((language) => language === code)) ?? "en";
    },
  });
  return LANGUAGES.find((language) => language === chosen) ?? "en";
}
