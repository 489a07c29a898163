/** Finds out who calls. */
import type { RequestContext } from "../http/context.ts";
import { ApiError } from "../http/errors.ts";
import type { Services } from "../services.ts";
import type { Account } from "./account.ts";
import { TokenRefusal, verifyToken } from "./json_web_token.ts";
import { findAccountOfToken } from "./queries.ts";

const SCHEME = "Bearer ";

/**
 * The account behind the `Authorization` header (RFC 6750); null for an anonymous caller.
 * @throws ApiError 401 for a token that is not valid, 403 for one revoked or not claimed yet
 */
export async function resolveCaller(context: RequestContext, { sql, secretKey }: Services): Promise<Account | null> {
  const authorization = context.req.header("Authorization");
  if (authorization === undefined) return null;
  if (!authorization.startsWith(SCHEME)) throw notValid(401, "Only Bearer token are supported");
  const jwt = authorization.slice(SCHEME.length).trim();
  if (jwt === "") return null;
  if (!secretKey) {
    throw new ApiError(
      500,
      "No SECRET_KEY has been defined for the instance (defined by FLASK_SECRET_KEY environment variable), " +
        "authentication is not possible. Please contact your instance administrator if this is needed.",
    );
  }
  const token = await findAccountOfToken(sql, await readTokenId(jwt, secretKey));
  if (!token) throw notValid(403, "Token does not exist anymore");
  if (!token.account) {
    throw notValid(
      403,
      "Token not yet claimed, this token cannot be used yet. Either claim this token or generate a new one",
    );
  }
  return token.account;
}

async function readTokenId(jwt: string, key: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    return await verifyToken(jwt, key);
  } catch (error) {
    if (error instanceof TokenRefusal) throw notValid(401, error.message);
    throw error;
  }
}

function notValid(status: 401 | 403, error: string): ApiError {
  return new ApiError(status, "Token not valid", { details: { error } });
}
