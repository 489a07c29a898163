import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

export const ACCOUNTS: Record<keyof typeof ENGLISH, string> = {
  "accounts.too_many_logins": "Trop de tentatives de connexion, réessayez dans {seconds} s",
  "accounts.name_missing": "Le compte doit avoir un nom",
  "accounts.name_too_long": "Le nom peut avoir au plus {length} caractères",
  "accounts.name_has_control_characters": "Le nom ne doit pas contenir de caractères de contrôle",
  "accounts.password_too_short": "Le mot de passe doit avoir au moins {length} caractères",
  "accounts.password_too_long": "Le mot de passe peut avoir au plus {length} caractères",
  "accounts.password_is_name": "Le mot de passe ne doit pas être le nom du compte",
  "accounts.password_common": "Le mot de passe est l’un des plus courants, que les attaquants essaient en premier",
  "accounts.foreign_next_url":
    "Le paramètre `next_url` mène à un autre site que cette instance et son site web (voir API_WEBSITE_URL)",
};
