/** Finds out who calls: by the session of a browser, or else by the token of a program. */
import type { RequestContext } from "../../core/http/context.ts";
import { ApiError, guardError } from "../../core/http/errors.ts";
import { foreignOrigin, isSafe } from "../../core/http/own_origins.ts";
import type { Sql } from "../../core/db/sql.ts";
import { type Message, message } from "../../core/messages/mod.ts";
import type { Services } from "../../core/services.ts";
import { SharedLookups } from "../../core/shared_lookups.ts";
import type { Scope } from "../../core/http/access_rules.ts";
import type { Account } from "../../core/http/account.ts";
import type { Session } from "../../core/http/session.ts";
import { TokenRefusal } from "./json_web_token.ts";
import { requireSecretKey } from "./secret_key.ts";
import { type AccountOfSession, findAccountOfSession } from "./sessions/queries.ts";
import { readSession, sessionLimits } from "./sessions/session.ts";
import { type AccountOfToken, findAccountOfToken } from "./tokens/queries.ts";
import { limitedAccount } from "./tokens/scopes.ts";
import { verifyTokenOnce } from "./verified_tokens.ts";

const SCHEME = "Bearer ";

/** Who calls; without an account, somebody anonymous. */
export interface Caller {
  account: Account | null;
  /** What the token of the caller may do; undefined where it may do everything, and for callers without one. */
  scopes?: readonly Scope[];
  /** What the database showed when the account was looked up, see `core/db/moments.ts`. */
  moment?: string;
  /** How the caller is known, when it is by a session. */
  session?: { session: Session; isDueForRenewal: boolean; hasSecondFactor: boolean };
}

/** Lookups of callers, by the pool they ask. */
interface CallerLookups {
  sessions: SharedLookups<AccountOfSession | undefined>;
  tokens: SharedLookups<AccountOfToken | undefined>;
}

const lookupsOf = new WeakMap<Sql, CallerLookups>();

/** A page or a map asks for many things at once: these requests share a lookup, which is never older than any of them. */
function lookups(sql: Sql): CallerLookups {
  let known = lookupsOf.get(sql);
  if (!known) lookupsOf.set(sql, known = { sessions: new SharedLookups(), tokens: new SharedLookups() });
  return known;
}

/**
 * Who calls. A session that holds comes first, as in geovisio: then the `Authorization` header does not count. The account
 * itself is always read from the database, with one query, after the request has come.
 * @throws ApiError 401 for a token that is not valid, 403 for one revoked or not claimed yet, or for a request that a
 * foreign page makes with somebody's session
 */
export async function resolveCaller(context: RequestContext, services: Services): Promise<Caller> {
  const session = usableSession(context, services);
  if (session) {
    const { sql, settings } = services;
    const key = `${session.session.sid} ${session.session.account.id}`;
    const found = await lookups(sql).sessions.ask(
      key,
      () => findAccountOfSession(sql, session.session, sessionLimits(settings)),
    );
    if (found) {
      const { account, hasSecondFactor, moment } = found;
      return { account, moment, session: { ...session, hasSecondFactor } };
    }
  }
  return await callerOfToken(context, services);
}

/** The session, unless a foreign page sends it: such a page reads as an anonymous caller and may change nothing. */
function usableSession(context: RequestContext, services: Services): ReturnType<typeof readSession> {
  const session = readSession(context, services);
  if (!session) return undefined;
  const foreign = foreignOrigin(context, services.settings);
  if (foreign === undefined) return session;
  if (isSafe(context.req.method)) return undefined;
  throw foreignPageError(foreign);
}

/** The refusal of what a page of another origin sends in somebody's name (CSRF). */
export function foreignPageError(origin: string): ApiError {
  return guardError(
    403,
    message("accounts.foreign_page", { origin }),
  );
}

/** Whose token is in the `Authorization` header (RFC 6750). */
async function callerOfToken(context: RequestContext, { sql, secretKey }: Services): Promise<Caller> {
  const authorization = context.req.header("Authorization");
  if (authorization === undefined) return { account: null };
  if (!authorization.startsWith(SCHEME)) throw notValid(401, message("accounts.token_not_bearer"));
  const jwt = authorization.slice(SCHEME.length).trim();
  if (jwt === "") return { account: null };
  const id = await readTokenId(jwt, requireSecretKey(secretKey));
  const token = await lookups(sql).tokens.ask(id, () => findAccountOfToken(sql, id));
  if (!token) throw notValid(403, message("accounts.token_gone"));
  if (!token.account) {
    throw notValid(403, message("accounts.token_not_claimed"));
  }
  return {
    account: limitedAccount(token.account, token.scopes),
    scopes: token.scopes ?? undefined,
    moment: token.moment,
  };
}

async function readTokenId(jwt: string, key: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    return await verifyTokenOnce(jwt, key);
  } catch (error) {
    if (error instanceof TokenRefusal) throw notValid(401, error.text);
    throw error;
  }
}

function notValid(status: 401 | 403, error: Message): ApiError {
  return new ApiError(status, message("accounts.token_invalid"), { details: { error } });
}
