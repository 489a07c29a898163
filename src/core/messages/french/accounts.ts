import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

export const ACCOUNTS: Record<keyof typeof ENGLISH, string> = {};
