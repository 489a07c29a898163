import type { OUTGOING as ENGLISH } from "../english/outgoing.ts";

/** Texts of requests to other servers, in Hungarian. */
export const OUTGOING: Partial<Record<keyof typeof ENGLISH, string>> = {
  "outgoing.answered": "{host} válasza: {status}",
  "outgoing.redirected": "{host} válasza: {status}; az átirányításokat a program nem követi",
  "outgoing.not_http": "„{address}” nem http:// vagy https:// kezdetű cím",
  "outgoing.user_name": "Felhasználónevet tartalmazó címek nem használhatók",
  "outgoing.not_public": "{host} címe nem nyilvános",
  "outgoing.too_large": "{host} több mint {bytes} bájtot küldött",
  "outgoing.unreachable": "{host} nem olvasható: {reason}",
  "outgoing.not_json": "{host} nem érvényes JSON-t küldött",
};
