/**
 * API tokens as JSON Web Tokens (RFC 7519): HS256 only, claims `iss`, `aud` and `sub` (the token's id). The database
 * knows when they expire. Tokens of geovisio, and older ones of this server, have no `aud`.
 */
import { errors, jwtVerify, SignJWT } from "jose";
import { UUID } from "../../core/http/lenient_schemas.ts";
import { type Message, message } from "../../core/messages/mod.ts";

const ALGORITHM = "HS256";
const ISSUER = "geovisio";
const AUDIENCE = "panoramax api";

/** Why a JSON Web Token was refused, in the API's words. */
export class TokenRefusal extends Error {
  readonly text: Message;

  constructor(text: Message) {
    super(String(text));
    this.text = text;
  }
}

/** What a JSON Web Token says that holds. */
export interface VerifiedToken {
  /** The id of the API token it stands for. */
  id: string;
  /** Its own end (`exp`) in milliseconds since 1970; undefined where it names none, as ours and those of geovisio. */
  expiresAt: number | undefined;
}

/** The JWT of an API token. */
export function signToken(tokenId: string, key: Uint8Array<ArrayBuffer>): Promise<string> {
  return new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: tokenId }).setProtectedHeader({ typ: "JWT", alg: ALGORITHM })
    .sign(key);
}

/**
 * What a JWT says. jose compares signatures in constant time.
 * @param now milliseconds since 1970
 * @throws TokenRefusal
 */
export async function verifyToken(
  jwt: string,
  key: Uint8Array<ArrayBuffer>,
  now = Date.now(),
): Promise<VerifiedToken> {
  try {
    const { payload } = await jwtVerify(jwt, key, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      currentDate: new Date(now),
    });
    if (payload.aud !== undefined && payload.aud !== AUDIENCE) {
      throw new TokenRefusal(message("accounts.token_unreadable"));
    }
    if (typeof payload.sub === "string" && UUID.test(payload.sub)) {
      return { id: payload.sub, expiresAt: payload.exp === undefined ? undefined : payload.exp * 1000 };
    }
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      throw new TokenRefusal(message("accounts.token_signature"));
    }
    if (!(error instanceof errors.JOSEError)) throw error;
  }
  throw new TokenRefusal(message("accounts.token_unreadable"));
}
