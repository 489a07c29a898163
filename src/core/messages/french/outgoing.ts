import type { OUTGOING as ENGLISH } from "../english/outgoing.ts";

/** Texts of requests to other servers, in French. */
export const OUTGOING: Record<keyof typeof ENGLISH, string> = {
  "outgoing.answered": "{host} a répondu {status}",
  "outgoing.redirected": "{host} a répondu {status}, et les redirections ne sont pas suivies",
  "outgoing.not_http": "« {address} » n’est pas une adresse qui commence par http:// ou https://",
  "outgoing.user_name": "Les adresses avec un nom d’utilisateur sont refusées",
  "outgoing.not_public": "{host} a une adresse qui n’est pas publique",
  "outgoing.too_large": "{host} a envoyé plus de {bytes} octets",
  "outgoing.unreachable": "{host} ne peut pas être lu : {reason}",
  "outgoing.not_json": "{host} n’a pas envoyé de JSON valide",
};
