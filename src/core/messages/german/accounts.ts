import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

export const ACCOUNTS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "accounts.too_many_logins": "Zu viele Anmeldeversuche, bitte in {seconds} s noch einmal versuchen",
};
