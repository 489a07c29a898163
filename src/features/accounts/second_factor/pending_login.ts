/** A login whose password was right and whose second factor is still to come, kept in a signed cookie of its own. */
import { z } from "zod";
import type { RequestContext } from "../../../core/http/context.ts";
import { forgetCookie, readCookie, writeCookie } from "../../../core/http/cookies.ts";
import type { Services } from "../../../core/services.ts";
import { requireSecretKey } from "../secret_key.ts";
import { openText, signText } from "../sessions/signed_text.ts";

const COOKIE = { name: "pending_second_factor" };
/** Seconds that somebody may take to find their phone. */
const LIFETIME = 600;

const pendingLogin = z.object({
  /** Id of the account. */
  account: z.uuid(),
  /** Form of the name that was typed, which finds the account again: the password may have changed meanwhile. */
  login: z.string(),
  /** When the password was set that was right, so that no other one takes its place. */
  passwordSetAt: z.string(),
  nextUrl: z.string().optional(),
});
/** Somebody whose password was right, and whose code is awaited. */
export type PendingSecondFactor = z.infer<typeof pendingLogin>;

type PendingServices = Pick<Services, "settings" | "secretKey">;

/**
 * Writes the cookie of a login that awaits its code.
 * @throws ApiError 500 without a secret key
 */
export function keepPendingLogin(context: RequestContext, services: PendingServices, login: PendingSecondFactor): void {
  const text = signText(login, "second factor", requireSecretKey(services.secretKey));
  writeCookie(context, services.settings, COOKIE, text, { httpOnly: true, sameSite: "Strict", maxAge: LIFETIME });
}

/** The login of the request's cookie; undefined when there is none, or it took too long. */
export function readPendingLogin(
  context: RequestContext,
  { settings, secretKey }: PendingServices,
): PendingSecondFactor | undefined {
  const text = readCookie(context, settings, COOKIE);
  if (!text || !secretKey) return undefined;
  return pendingLogin.safeParse(openText(text, "second factor", secretKey, LIFETIME)?.value).data;
}

/** Deletes that cookie. */
export function forgetPendingLogin(context: RequestContext, { settings }: PendingServices): void {
  forgetCookie(context, settings, COOKIE);
}
