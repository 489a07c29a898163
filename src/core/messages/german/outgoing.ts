import type { OUTGOING as ENGLISH } from "../english/outgoing.ts";

/** Texts of requests to other servers, in German. */
export const OUTGOING: Partial<Record<keyof typeof ENGLISH, string>> = {
  "outgoing.answered": "{host} hat mit {status} geantwortet",
  "outgoing.redirected": "{host} hat mit {status} geantwortet, Weiterleitungen wird nicht gefolgt",
  "outgoing.not_http": "„{address}“ ist keine Adresse, die mit http:// oder https:// beginnt",
  "outgoing.user_name": "Adressen mit einem Benutzernamen werden abgelehnt",
  "outgoing.not_public": "{host} hat eine Adresse, die nicht öffentlich ist",
  "outgoing.too_large": "{host} hat mehr als {bytes} Bytes gesendet",
  "outgoing.unreachable": "{host} kann nicht gelesen werden: {reason}",
  "outgoing.not_json": "{host} hat kein gültiges JSON gesendet",
};
