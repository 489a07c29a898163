import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

/** Texts of logins, accounts and tokens, in Hungarian. The others are shown in English. */
export const ACCOUNTS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "accounts.too_many_logins": "Túl sok bejelentkezési kísérlet, próbálja újra {seconds} másodperc múlva",
  "accounts.foreign_next_url":
    "A `next_url` paraméter más webhelyre vezet, mint ez a példány és a webhelye (lásd API_WEBSITE_URL)",
  "accounts.cannot_change": "A fiók nem módosítható",
  "accounts.unknown_token": "A token nem található",
  "accounts.unknown_user": "A fiók nem található",
  "accounts.login_unfinished": "A bejelentkezés nem fejezhető be",
  "accounts.search_text_missing": "Nincs megadva, mit keressek: hiányzik a `q=<szöveg>` paraméter",
  "accounts.last_administrator": "Maradnia kell egy rendszergazdának",
  "accounts.provider_unreachable": "Az azonosítási szolgáltató nem érhető el",
  "accounts.logged_only_not_allowed":
    "A logged-only láthatóság ezen a példányon nem engedélyezett, mert bárki létrehozhat fiókot",
  "accounts.token_of_another": "A token már egy másik fiókhoz tartozik",
  "accounts.too_many_tokens": "Innen túl sok tokent kértek",
  "accounts.cli_logged_in": "A program most már a fiókjához kapcsolódik, feltöltheti a képeit",
  "accounts.accept_terms": "Képek feltöltése előtt el kell fogadnia a felhasználási feltételeket",
  "accounts.accept_terms_there":
    "Képek feltöltése előtt el kell fogadnia a felhasználási feltételeket. Itt teheti meg: {page}",
  "accounts.too_many_at_once": "Most túl sokan jelentkeznek be, próbálja újra később",
};
