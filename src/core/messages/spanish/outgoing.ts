import type { OUTGOING as ENGLISH } from "../english/outgoing.ts";

/** Texts of requests to other servers, in Spanish. */
export const OUTGOING: Partial<Record<keyof typeof ENGLISH, string>> = {
  "outgoing.answered": "{host} respondió {status}",
  "outgoing.redirected": "{host} respondió {status}, y las redirecciones no se siguen",
  "outgoing.not_http": "«{address}» no es una dirección que empiece por http:// o https://",
  "outgoing.user_name": "Las direcciones con nombre de usuario se rechazan",
  "outgoing.not_public": "{host} tiene una dirección que no es pública",
  "outgoing.too_large": "{host} envió más de {bytes} bytes",
  "outgoing.unreachable": "No se puede leer {host}: {reason}",
  "outgoing.not_json": "{host} no envió un JSON válido",
};
