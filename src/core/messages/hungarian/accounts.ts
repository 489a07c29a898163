import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

export const ACCOUNTS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "accounts.too_many_logins": "Túl sok bejelentkezési kísérlet, próbálja újra {seconds} másodperc múlva",
};
