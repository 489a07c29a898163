/** Settings of the server itself: where it listens, how it is reached, its secret key, its log. */
import { z } from "zod";
import { anyText, flag, hostNames, integer, oneOf, port, setting, textLike } from "./values.ts";
import { SettingsError } from "./settings_error.ts";

/** Bytes of the key that signs tokens by HMAC-SHA-256 (RFC 7518 section 3.2). */
const SHORTEST_SECRET_KEY = 32;

/** More bring nothing: PostgreSQL and the disk need cores too. */
const MOST_THREADS = 64;

/** A scheme, a host and maybe a path, which all public addresses of this server begin with; without a slash at the end. */
const rootUrl = setting<string, undefined>(undefined, "a URL such as https://panoramax.example.org", (text) => {
  const url = /^https?:\/\/[^?#@\s]+$/i.test(text) ? URL.parse(text) : null;
  return url ? url.origin + url.pathname.replace(/\/+$/, "") : undefined;
});

/** Settings of the server itself: addresses, limits, logs. */
export const serverSettings = {
  PANORAMAX_DATA: z.string().default("./panoramax-data"),
  HOST: textLike(/^[\w.:%[\]-]+$/, "an IP address or the name of a host", "127.0.0.1"),
  PORT: port(5000),
  HTTP_THREADS: integer(undefined, "a number of threads", { min: 1, max: MOST_THREADS }),
  INFRA_NB_PROXIES: integer(0, "a number of proxies", { min: 0, max: 100 }),
  PUBLIC_URL: rootUrl,
  API_ALLOWED_HOSTS: hostNames,
  FLASK_SECRET_KEY: anyText,
  ALLOW_SHORT_SECRET_KEY: flag(false),
  API_LOG_LEVEL: oneOf(["debug", "info", "warn", "error"], "info"),
  API_LOG_FORMAT: oneOf(["text", "json"], "text"),
  API_COMPRESSION: flag(true),
  API_GIT_VERSION: anyText,
};

/**
 * Refuses a key that can be guessed, unless the operator insists.
 * @returns a warning about a short key
 * @throws SettingsError
 */
export function checkSecretKey(
  { FLASK_SECRET_KEY: key, ALLOW_SHORT_SECRET_KEY }: { FLASK_SECRET_KEY?: string; ALLOW_SHORT_SECRET_KEY: boolean },
): string | undefined {
  if (key === undefined || new TextEncoder().encode(key).length >= SHORTEST_SECRET_KEY) return undefined;
  const objection = `FLASK_SECRET_KEY should have at least ${SHORTEST_SECRET_KEY} bytes`;
  if (ALLOW_SHORT_SECRET_KEY) return `${objection}: anyone who guesses it can act as any user`;
  throw new SettingsError(
    `${objection}: make one with \`openssl rand -hex 32\`. To keep the key of an existing instance, set ` +
      "ALLOW_SHORT_SECRET_KEY=true",
  );
}
