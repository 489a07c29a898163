export const ACCOUNTS = {
  "accounts.too_many_logins": "Too many login attempts; try again in {seconds} s",
} as const;
