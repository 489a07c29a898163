import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

export const ACCOUNTS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "accounts.too_many_logins": "Túl sok bejelentkezési kísérlet, próbálja újra {seconds} másodperc múlva",
  "accounts.foreign_next_url":
    "A `next_url` paraméter más webhelyre vezet, mint ez a példány és a webhelye (lásd API_WEBSITE_URL)",
};
