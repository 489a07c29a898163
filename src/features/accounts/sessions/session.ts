/** Who is logged in, kept in a signed cookie that websites of Panoramax read; the role is never in it. */
import { z } from "zod";
import { clientAddress } from "../../../core/http/client_address.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { forgetCookie, readCookie, writeCookie } from "../../../core/http/cookies.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { Session } from "../../../core/http/session.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import { requireSecretKey } from "../secret_key.ts";
import { insertSession, type LoginMethod, type SessionLimits } from "./queries.ts";
import { currentSecond, openText, signText } from "./signed_text.ts";

const SESSION = { name: "session", isShared: true };
const USER_ID = { name: "user_id", isShared: true };
const USER_NAME = { name: "user_name", isShared: true };
/** RFC 6265 section 6.1 promises 4096 bytes for name, value and attributes together. */
const MOST_CHARACTERS = 3900;
/** A session is signed again when this part of its idle time has passed. */
const RENEWED_AFTER = 1 / 50;
const LONGEST_USER_AGENT = 200;

const payload: z.ZodType<Session> = z.object({
  account: z.object({
    id: z.uuid(),
    name: z.string(),
    oauth_provider: z.string().optional(),
    oauth_id: z.string().optional(),
    tos_accepted: z.boolean().optional(),
  }),
  sid: z.uuid(),
  id_token: z.string().optional(),
});

/** An account at the moment of a login. */
export interface LoginRow {
  id: string;
  name: string;
  oauth_provider: string | null;
  oauth_id: string | null;
  tos_accepted: boolean;
}

type SessionServices = Pick<Services, "settings" | "secretKey">;

/** How long sessions live. */
export function sessionLimits(
  settings: Pick<Settings, "FLASK_PERMANENT_SESSION_LIFETIME" | "SESSION_ABSOLUTE_LIFETIME">,
): SessionLimits {
  return { idle: settings.FLASK_PERMANENT_SESSION_LIFETIME, absolute: settings.SESSION_ABSOLUTE_LIFETIME };
}

/**
 * Logs the caller in.
 * @param login how they proved who they are; `idToken` as the identity provider gave it
 * @throws ApiError 403 when the account is disabled, 500 when the instance has no secret key
 */
export async function beginSession(
  context: RequestContext,
  services: SessionServices & Pick<Services, "sql">,
  row: LoginRow,
  { method, idToken, hasSecondFactor = false }: { method: LoginMethod; idToken?: string; hasSecondFactor?: boolean },
): Promise<void> {
  requireSecretKey(services.secretKey);
  const sid = crypto.randomUUID();
  const isKept = await insertSession(services.sql, {
    id: sid,
    account_id: row.id,
    login_method: method,
    has_second_factor: hasSecondFactor,
    user_agent: context.req.header("User-Agent")?.slice(0, LONGEST_USER_AGENT) ?? null,
    network: networkOf(clientAddress(context, services.settings.INFRA_NB_PROXIES)),
  });
  if (!isKept) throw new ApiError(403, message("accounts.account_disabled"));
  const session = { account: sessionAccount(row), sid, ...(idToken ? { id_token: idToken } : {}) };
  writeSession(context, services, session);
}

/** The first 24 bits of an IPv4 address; IPv6 addresses come as networks already. */
function networkOf(address: string): string | null {
  if (address === "unknown") return null;
  return address.replace(/^(\d+\.\d+\.\d+)\.\d+$/, "$1.0/24");
}

/** What the cookie holds of an account, in the form that websites of Panoramax read. */
export function sessionAccount({ id, name, oauth_provider, oauth_id, tos_accepted }: LoginRow): Session["account"] {
  return {
    id,
    name,
    ...(oauth_provider === null ? {} : { oauth_provider }),
    ...(oauth_id === null ? {} : { oauth_id }),
    tos_accepted,
  };
}

/**
 * The session of the request's cookie, when it was signed here and is not too old. Only the database knows whether it was
 * ended meanwhile.
 */
export function readSession(
  context: RequestContext,
  { settings, secretKey }: SessionServices,
): { session: Session; isDueForRenewal: boolean } | undefined {
  const text = readCookie(context, settings, SESSION);
  if (!text || !secretKey) return undefined;
  const lifetime = settings.FLASK_PERMANENT_SESSION_LIFETIME;
  const opened = openText(text, "session", secretKey, lifetime);
  if (!opened) return undefined;
  const read = payload.safeParse(opened.value);
  if (!read.success) return undefined;
  return { session: read.data, isDueForRenewal: currentSecond() - opened.signedAt >= lifetime * RENEWED_AFTER };
}

/**
 * Writes the cookies of a session, and those by which websites greet people.
 * @throws ApiError 500 when the instance has no secret key
 */
export function writeSession(
  context: RequestContext,
  { settings, secretKey }: SessionServices,
  session: Session,
): void {
  const key = requireSecretKey(secretKey);
  context.set("loggedIn", { id: session.account.id, name: session.account.name });
  const sign = (value: Session) => signText({ _permanent: true, ...value }, "session", key);
  const { id_token: _, ...withoutIdToken } = session;
  const whole = sign(session);
  const text = whole.length <= MOST_CHARACTERS ? whole : sign(withoutIdToken);

  const options = { maxAge: settings.FLASK_PERMANENT_SESSION_LIFETIME };
  writeCookie(context, settings, SESSION, text, { ...options, httpOnly: settings.FLASK_SESSION_COOKIE_HTTPONLY });
  writeCookie(context, settings, USER_ID, session.account.id, options);
  writeCookie(context, settings, USER_NAME, session.account.name, options);
}

/** Makes the caller's browser forget who was logged in. */
export function forgetSession(context: RequestContext, { settings }: SessionServices): void {
  for (const cookie of [SESSION, USER_ID, USER_NAME]) forgetCookie(context, settings, cookie);
}
