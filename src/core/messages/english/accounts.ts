export const ACCOUNTS = {
  "accounts.too_many_logins": "Too many login attempts; try again in {seconds} s",
  "accounts.name_missing": "The account needs a name",
  "accounts.name_too_long": "The name may have at most {length} characters",
  "accounts.name_has_control_characters": "The name must not contain control characters",
  "accounts.password_too_short": "The password needs at least {length} characters",
  "accounts.password_too_long": "The password may have at most {length} characters",
  "accounts.password_is_name": "The password must not be the name of the account",
  "accounts.password_common": "This password is one of the most common ones, which attackers try first",
  "accounts.foreign_next_url":
    "Parameter `next_url` leads to another site than this instance and its website (see API_WEBSITE_URL)",
} as const;
