import type { HTTP as ENGLISH } from "../english/http.ts";

/** Texts of requests and answers in general, in Hungarian. The others are shown in English. */
export const HTTP: Partial<Record<keyof typeof ENGLISH, string>> = {
  "http.not_found": "Nem található",
  "http.try_again_soon": "A kiszolgáló ezt most nem tudja megtenni, próbálja újra később",
  "http.bad_parameters": "A paraméterek nem olvashatók",
  "http.unsupported_filter": "Ez a szűrő nem támogatott",
  "http.stats_not_readable": "Nem jogosult a kiszolgáló statisztikáinak megtekintésére",
};
