/**
 * Remembers which JSON Web Tokens were verified, since programs send the same one with each request. Only signature and claims
 * are remembered: whether the token was revoked or has expired in the database is asked each time.
 */
import { createHash } from "node:crypto";
import { Remembered } from "../../core/remembered.ts";
import { type VerifiedToken, verifyToken } from "./json_web_token.ts";

/** Entries of about 200 bytes. */
const MOST = 10_000;
/** A token that a header cannot hold anyway is not worth a place. */
const LONGEST = 4096;

/** By key, as the tokens of one instance mean nothing to another one in the same process. */
const memories = new WeakMap<Uint8Array, Remembered<string, VerifiedToken>>();

/**
 * As `verifyToken()`, faster for one that was verified before. Tokens are kept as hashes, so that none can be read from memory,
 * and finding one takes the same time however much of it somebody guessed.
 * @param now milliseconds since 1970
 * @throws TokenRefusal
 */
export async function verifyTokenOnce(
  jwt: string,
  key: Uint8Array<ArrayBuffer>,
  now = Date.now(),
): Promise<string> {
  if (jwt.length > LONGEST) return (await verifyToken(jwt, key, now)).id;
  const memory = memoryOf(key);
  const hash = createHash("sha256").update(jwt).digest("base64");
  const known = memory.get(hash);
  if (known && (known.expiresAt === undefined || now < known.expiresAt)) return known.id;
  memory.delete(hash);
  const verified = await verifyToken(jwt, key, now);
  memory.set(hash, verified);
  return verified.id;
}

function memoryOf(key: Uint8Array): Remembered<string, VerifiedToken> {
  let memory = memories.get(key);
  if (!memory) memories.set(key, memory = new Remembered(MOST));
  return memory;
}
