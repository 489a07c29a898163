/**
 * Time-based one-time passwords (TOTP, RFC 6238) as apps for phones make them: HMAC-SHA-1, 6 digits, steps of 30 seconds.
 * Apps take other parameters for these, whatever the address says.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const STEP_SECONDS = 30, DIGITS = 6;
/** Steps by which clocks may differ. */
const TOLERANCE = 1;
const SECRET_BYTES = 20;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A new secret in base32 (RFC 4648), 160 bits as RFC 4226 section 4 recommends. */
export function newSecret(): string {
  return base32(randomBytes(SECRET_BYTES));
}

/** The step of a time. @param milliseconds since 1970 */
export function stepAt(milliseconds: number): number {
  return Math.floor(milliseconds / 1000 / STEP_SECONDS);
}

/** The code of a step (RFC 4226 section 5.3). @param secret in base32 */
export function codeOf(secret: string, step: number): string {
  const counter = new Uint8Array(8);
  new DataView(counter.buffer).setBigUint64(0, BigInt(step));
  const hash = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const offset = hash.readUInt8(hash.length - 1) & 0x0f;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, "0");
}

/** The step of which a code is right at a time, give or take one; undefined when it is wrong. */
export function stepOfCode(secret: string, code: string, milliseconds: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const now = stepAt(milliseconds);
  let found: number | undefined;
  // All are computed, so that the time it takes says nothing.
  for (let step = now - TOLERANCE; step <= now + TOLERANCE; step++) {
    if (timingSafeEqual(new TextEncoder().encode(codeOf(secret, step)), new TextEncoder().encode(code))) found = step;
  }
  return found;
}

/** The address that apps read from a QR code ("Key Uri Format" of Google Authenticator). */
export function keyAddress(secret: string, issuer: string, account: string): string {
  const label = [issuer, account].map((text) => encodeURIComponent(text.replaceAll(":", " "))).join(":");
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer.replaceAll(":", " "))}`;
}

/** Base32 without padding (RFC 4648 section 6). */
export function base32(bytes: Uint8Array): string {
  let text = "", value = 0, bits = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += BASE32.charAt((value >> (bits - 5)) & 31);
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + BASE32.charAt((value << (5 - bits)) & 31) : text;
}

function bytesOf(text: string): Uint8Array {
  const bytes: number[] = [];
  let value = 0, bits = 0;
  for (const letter of text) {
    value = (value << 5) | BASE32.indexOf(letter);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 255);
    value &= (1 << bits) - 1;
  }
  return new Uint8Array(bytes);
}
