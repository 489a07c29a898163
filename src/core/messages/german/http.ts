import type { HTTP as ENGLISH } from "../english/http.ts";

/** Texts of requests and answers in general, in German. The others are shown in English. */
export const HTTP: Partial<Record<keyof typeof ENGLISH, string>> = {
  "http.not_found": "Nicht gefunden",
  "http.try_again_soon": "Der Server kann das gerade nicht, bitte bald noch einmal versuchen",
  "http.bad_parameters": "Die Parameter können nicht gelesen werden",
  "http.unsupported_filter": "Dieser Filter wird nicht unterstützt",
  "http.stats_not_readable": "Sie dürfen die Zahlen dieser Instanz nicht lesen",
};
