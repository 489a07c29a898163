/**
 * HMAC (RFC 2104) with SHA3-512 (FIPS 202). `createHmac()` of Deno 2.4 uses the block size of SHA-512, so its result differs
 * from every client's.
 */
import type { Buffer } from "node:buffer";
import { createHash } from "node:crypto";

/** The rate of SHA3-512, which is the block of its HMAC: FIPS 202, table 3. */
const BLOCK_BYTES = 72;

/** The authentication code of a message, given in parts: 64 bytes. */
export function hmacSha3(key: Uint8Array, message: Iterable<Uint8Array>): Buffer {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? createHash("sha3-512").update(key).digest() : key);
  const inner = createHash("sha3-512").update(block.map((byte) => byte ^ 0x36));
  for (const part of message) inner.update(part);
  return createHash("sha3-512").update(block.map((byte) => byte ^ 0x5c)).update(inner.digest()).digest();
}
