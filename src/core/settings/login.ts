/** Settings of logins and sessions. */
import { z } from "zod";
import { anyText, flag, integer, oneOf, returnUrls, textLike, webUrl } from "./values.ts";
import { SettingsError } from "./settings_error.ts";

/** How people log in: an identity provider, or accounts with passwords of this instance (`local`). */
export type LoginKind = "oidc" | "osm" | "local";

/** Seconds after which browsers forget every cookie (RFC 6265bis section 5.5). */
const LONGEST_SESSION = 400 * 24 * 3600;

/** Settings of logins and sessions. */
export const loginSettings = {
  OAUTH_PROVIDER: oneOf(["oidc", "osm", "local", "none"], undefined),
  OAUTH_OIDC_URL: webUrl,
  OAUTH_CLIENT_ID: anyText,
  OAUTH_CLIENT_SECRET: anyText,
  OAUTH_SCOPE: z.string().default("openid profile email"),
  OAUTH_PROFILE_URL: webUrl,
  OAUTH_PROFILE_USE_IFRAME: flag(false),
  API_ALLOWED_RETURN_URLS: returnUrls,
  FLASK_PERMANENT_SESSION_LIFETIME: integer(7 * 24 * 3600, "a number of seconds", { min: 1, max: LONGEST_SESSION }),
  SESSION_ABSOLUTE_LIFETIME: integer(30 * 24 * 3600, "a number of seconds", { min: 1, max: LONGEST_SESSION }),
  REQUIRE_ADMIN_SECOND_FACTOR: flag(false),
  FLASK_SESSION_COOKIE_DOMAIN: textLike(/^\.?[\w-]+(\.[\w-]+)*$/, "a domain such as example.org", undefined),
  FLASK_SESSION_COOKIE_SECURE: flag(false),
  FLASK_SESSION_COOKIE_HTTPONLY: flag(false),
};

/** What each provider cannot do without. */
const REQUIRED_BY = {
  oidc: ["OAUTH_OIDC_URL", "OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET"],
  osm: ["OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET"],
  local: [],
} as const;

/**
 * A setting that `readLoginKind` has asked for.
 * @throws SettingsError when it is missing all the same
 */
export function requiredSetting<Name extends (typeof REQUIRED_BY)[LoginKind][number]>(
  settings: { [Key in Name]?: string },
  name: Name,
): string {
  const value = settings[name];
  if (value === undefined) throw new SettingsError(`${name} is not set`);
  return value;
}

/**
 * How people log in; undefined when they cannot. Passwords are the default where nothing else is configured: an instance that
 * moves here from geovisio always has `DB_URL`.
 * @throws SettingsError when a provider misses a setting
 */
export function readLoginKind(
  settings:
    & { OAUTH_PROVIDER?: LoginKind | "none"; DB_URL?: string }
    & {
      [Name in (typeof REQUIRED_BY)[LoginKind][number]]?: string;
    },
): LoginKind | undefined {
  const kind = settings.OAUTH_PROVIDER ?? (settings.DB_URL ? "none" : "local");
  if (kind === "none") return undefined;
  const missing = REQUIRED_BY[kind].filter((name) => settings[name] === undefined);
  if (missing.length > 0) throw new SettingsError(`OAUTH_PROVIDER=${kind} also needs ${missing.join(", ")}`);
  return kind;
}
