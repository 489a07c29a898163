/** What a browser keeps for us while it is away at the identity provider: cookies that are signed and hidden from scripts. */
import { z } from "zod";
import type { RequestContext } from "../../../core/http/context.ts";
import { type Cookie, forgetCookie, readCookie, writeCookie } from "../../../core/http/cookies.ts";
import type { Services } from "../../../core/services.ts";
import { requireSecretKey } from "../secret_key.ts";
import { currentSecond, openText, type Purpose, signText } from "../sessions/signed_text.ts";

/** Seconds that somebody may take at the provider. */
const LIFETIME = 3600;
/** Logins begun in as many windows can all be finished. */
const MOST_LOGINS = 5;

const pendingLogin = z.object({
  state: z.string(),
  codeVerifier: z.string(),
  nonce: z.string().optional(),
  redirectUri: z.string(),
  /** Where to go in the end. */
  nextUrl: z.string().optional(),
  /** Seconds since 1970. */
  begunAt: z.int(),
});

const pendingLogout = z.object({ nextUrl: z.string().optional() });

/** A login that has begun, as its cookie holds it. */
export type KeptLogin = z.infer<typeof pendingLogin>;

type PendingServices = Pick<Services, "settings" | "secretKey">;

const LOGINS = {
  cookie: { name: "pending_logins" },
  purpose: "pending logins",
  schema: z.array(pendingLogin),
} as const;
const LOGOUT = { cookie: { name: "pending_logout" }, purpose: "pending logout", schema: pendingLogout } as const;

/** @throws ApiError 500 when the instance has no secret key */
export function keepLogin(context: RequestContext, services: PendingServices, login: Omit<KeptLogin, "begunAt">): void {
  const others = keptLogins(context, services).slice(1 - MOST_LOGINS);
  keep(context, services, LOGINS, [...others, { ...login, begunAt: currentSecond() }]);
}

/** The login that was begun with a state, which is then used up; undefined when this browser began none. */
export function takeLogin(context: RequestContext, services: PendingServices, state: string): KeptLogin | undefined {
  const kept = keptLogins(context, services);
  const others = kept.filter((login) => login.state !== state);
  if (others.length > 0) keep(context, services, LOGINS, others);
  else if (kept.length > 0) forget(context, services, LOGINS);
  return kept.find((login) => login.state === state);
}

function keptLogins(context: RequestContext, services: PendingServices): KeptLogin[] {
  const earliest = currentSecond() - LIFETIME;
  return (read(context, services, LOGINS) ?? []).filter(({ begunAt }) => begunAt >= earliest);
}

/** Remembers where to go after the provider has logged somebody out. */
export function keepLogout(context: RequestContext, services: PendingServices, nextUrl: string | undefined): void {
  keep(context, services, LOGOUT, { nextUrl });
}

/** Where somebody wants to go who comes back from logging out at the provider. */
export function takeLogout(context: RequestContext, services: PendingServices): string | undefined {
  const kept = read(context, services, LOGOUT);
  if (kept) forget(context, services, LOGOUT);
  return kept?.nextUrl;
}

interface Kind<T extends z.ZodType> {
  cookie: Cookie;
  purpose: Purpose;
  schema: T;
}

function keep<T extends z.ZodType>(
  context: RequestContext,
  { settings, secretKey }: PendingServices,
  { cookie, purpose }: Kind<T>,
  value: z.infer<T>,
): void {
  writeCookie(context, settings, cookie, signText(value, purpose, requireSecretKey(secretKey)), {
    httpOnly: true,
    maxAge: LIFETIME,
  });
}

function read<T extends z.ZodType>(
  context: RequestContext,
  { settings, secretKey }: PendingServices,
  { cookie, purpose, schema }: Kind<T>,
): z.infer<T> | undefined {
  const text = readCookie(context, settings, cookie);
  if (!text || !secretKey) return undefined;
  return schema.safeParse(openText(text, purpose, secretKey, LIFETIME)?.value).data;
}

function forget<T extends z.ZodType>(
  context: RequestContext,
  { settings }: PendingServices,
  { cookie }: Kind<T>,
): void {
  forgetCookie(context, settings, cookie);
}
