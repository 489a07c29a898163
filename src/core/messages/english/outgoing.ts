/** Texts of requests to other servers, in English. */
export const OUTGOING = {
  "outgoing.answered": "{host} answered {status}",
  "outgoing.redirected": "{host} answered {status}, and redirects are not followed",
  "outgoing.not_http": "'{address}' is not an address that starts with http:// or https://",
  "outgoing.user_name": "Addresses with a user name are refused",
  "outgoing.not_public": "{host} has an address that is not public",
  "outgoing.too_large": "{host} sent more than {bytes} bytes",
  "outgoing.unreachable": "{host} cannot be read: {reason}",
  "outgoing.not_json": "{host} sent no valid JSON",
} as const;
