import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

export const ACCOUNTS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "accounts.too_many_logins": "Zu viele Anmeldeversuche, bitte in {seconds} s noch einmal versuchen",
  "accounts.foreign_next_url":
    "Der Parameter `next_url` führt zu einer anderen Website als dieser Instanz und ihrer Website (siehe API_WEBSITE_URL)",
};
