/** Times on pages that are made on the server, which does not know the time zone of the reader. */
import type { Language } from "../../core/messages/mod.ts";

/**
 * A time to the minute, in the form of a language and in UTC.
 * @param time as PostgreSQL writes it in UTC, or in ISO 8601
 */
export function momentText(time: string, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone: "UTC",
    timeZoneName: "short",
  }).format(Date.parse(`${time.slice(0, 16).replace(" ", "T")}Z`));
}
