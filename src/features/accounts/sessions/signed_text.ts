/**
 * Signed values for cookies: `payload.timestamp.signature`, each part base64url without padding (RFC 4648 section 5), in
 * the form that websites of Panoramax decode. The payload is JSON, deflated where that makes it shorter; then a dot comes
 * before it. Signed, not encrypted: whoever has the cookie can read it.
 */
import { Buffer } from "node:buffer";
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";

/** What a value is for. Each purpose has a key of its own, so that no cookie is taken for another one. */
export type Purpose =
  | "session"
  | "pending logins"
  | "pending logout"
  | "set-up link"
  | "known device"
  | "second factor"
  | "passkey challenge"
  | "account link";

/** A value whose signature holds. */
export interface Opened {
  value: unknown;
  /** Seconds since 1970. */
  signedAt: number;
}

const HASH = "sha256";
const KEY_BYTES = 32;
const TIMESTAMP_BYTES = 6;

/** @param now seconds since 1970 */
export function signText(value: unknown, purpose: Purpose, secret: Uint8Array, now = currentSecond()): string {
  const plain = Buffer.from(JSON.stringify(value));
  const deflated = deflateSync(plain);
  const payload = deflated.length < plain.length - 1
    ? `.${deflated.toString("base64url")}`
    : plain.toString("base64url");
  const timestamp = Buffer.alloc(TIMESTAMP_BYTES);
  timestamp.writeUIntBE(now, 0, TIMESTAMP_BYTES);
  const signed = `${payload}.${timestamp.toString("base64url")}`;
  return `${signed}.${signature(signed, purpose, secret).toString("base64url")}`;
}

/**
 * The value of a signed text; undefined when it was not signed here for this purpose, or too long ago.
 * @param lifetime seconds
 * @param now seconds since 1970
 */
export function openText(
  text: string,
  purpose: Purpose,
  secret: Uint8Array,
  lifetime: number,
  now = currentSecond(),
): Opened | undefined {
  const parts = /^((\.?)([\w-]+)\.([\w-]{8}))\.([\w-]{43})$/.exec(text);
  if (!parts) return undefined;
  // The pattern has these five groups; the second may be empty.
  const [, signed, deflated, payload, timestamp, given] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if (!timingSafeEqual(signature(signed, purpose, secret), Buffer.from(given, "base64url"))) return undefined;
  const signedAt = Buffer.from(timestamp, "base64url").readUIntBE(0, TIMESTAMP_BYTES);
  if (signedAt + lifetime < now) return undefined;
  const bytes = Buffer.from(payload, "base64url");
  return { value: JSON.parse((deflated ? inflateSync(bytes) : bytes).toString()), signedAt };
}

/** Seconds since 1970. */
export function currentSecond(): number {
  return Math.floor(Date.now() / 1000);
}

function signature(text: string, purpose: Purpose, secret: Uint8Array): Buffer {
  return createHmac(HASH, keyOf(purpose, secret)).update(text).digest();
}

/** Keys are derived once for each secret, as one is needed for each request with a session. */
const keys = new WeakMap<Uint8Array, Map<Purpose, Uint8Array>>();

function keyOf(purpose: Purpose, secret: Uint8Array): Uint8Array {
  let derived = keys.get(secret);
  if (!derived) keys.set(secret, derived = new Map());
  let key = derived.get(purpose);
  // HKDF (RFC 5869): the secret also signs JSON Web Tokens, whose signatures are known to their bearers.
  if (!key) derived.set(purpose, key = new Uint8Array(hkdfSync(HASH, secret, "", `panoramax ${purpose}`, KEY_BYTES)));
  return key;
}
