import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

export const ACCOUNTS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "accounts.too_many_logins": "Demasiados intentos de inicio de sesión; vuelva a intentarlo en {seconds} s",
  "accounts.foreign_next_url":
    "El parámetro `next_url` lleva a otro sitio que esta instancia y su sitio web (véase API_WEBSITE_URL)",
};
