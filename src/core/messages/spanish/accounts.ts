import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

export const ACCOUNTS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "accounts.too_many_logins": "Demasiados intentos de inicio de sesión; vuelva a intentarlo en {seconds} s",
};
