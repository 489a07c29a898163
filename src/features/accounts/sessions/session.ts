/** Who is logged in, kept in a signed cookie that websites of Panoramax read; the role is never in it. */
import { z } from "zod";
import type { RequestContext } from "../../../core/http/context.ts";
import { forgetCookie, readCookie, writeCookie } from "../../../core/http/cookies.ts";
import type { Session } from "../../../core/http/session.ts";
import type { Services } from "../../../core/services.ts";
import { requireSecretKey } from "../secret_key.ts";
import { currentSecond, openText, signText } from "./signed_text.ts";

const SESSION = { name: "session", isShared: true };
const USER_ID = { name: "user_id", isShared: true };
const USER_NAME = { name: "user_name", isShared: true };
/** RFC 6265 section 6.1 promises 4096 bytes for name, value and attributes together. */
const MOST_CHARACTERS = 3900;
/** A session is signed again when this part of its lifetime has passed. */
const RENEWED_AFTER = 1 / 50;

const payload: z.ZodType<Session> = z.object({
  account: z.object({
    id: z.uuid(),
    name: z.string(),
    oauth_provider: z.string().optional(),
    oauth_id: z.string().optional(),
    tos_accepted: z.boolean().optional(),
  }),
  sid: z.uuid(),
  generation: z.int(),
  id_token: z.string().optional(),
});

/** An account as the database tells it at the moment of a login. */
export interface LoginRow {
  id: string;
  name: string;
  oauth_provider: string | null;
  oauth_id: string | null;
  tos_accepted: boolean;
  generation: number;
}

type SessionServices = Pick<Services, "settings" | "secretKey">;

/** A login that begins now. */
export function newSession(row: LoginRow, idToken?: string): Session {
  return {
    account: sessionAccount(row),
    sid: crypto.randomUUID(),
    generation: row.generation,
    ...(idToken ? { id_token: idToken } : {}),
  };
}

function sessionAccount({ id, name, oauth_provider, oauth_id, tos_accepted }: LoginRow): Session["account"] {
  return {
    id,
    name,
    ...(oauth_provider === null ? {} : { oauth_provider }),
    ...(oauth_id === null ? {} : { oauth_id }),
    tos_accepted,
  };
}

/**
 * The session of the request's cookie, when it was signed here and is not too old. Whether it was ended meanwhile, only
 * the database knows.
 */
export function readSession(
  context: RequestContext,
  { settings, secretKey }: SessionServices,
): { session: Session; isDueForRenewal: boolean } | undefined {
  const text = readCookie(context, settings, SESSION);
  if (!text || !secretKey) return undefined;
  const lifetime = settings.FLASK_PERMANENT_SESSION_LIFETIME;
  const opened = openText(text, "session", secretKey, lifetime);
  const read = opened && payload.safeParse(opened.value);
  if (!read?.success) return undefined;
  return { session: read.data, isDueForRenewal: currentSecond() - opened!.signedAt >= lifetime * RENEWED_AFTER };
}

/**
 * Gives the caller a session, and the cookies by which websites greet people.
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
