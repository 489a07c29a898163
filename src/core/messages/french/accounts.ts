import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

export const ACCOUNTS: Record<keyof typeof ENGLISH, string> = {
  "accounts.too_many_logins": "Trop de tentatives de connexion, réessayez dans {seconds} s",
};
