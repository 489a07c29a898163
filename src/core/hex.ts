/** Bytes as text. */
import { Buffer } from "node:buffer";

/** Two hexadecimal digits for each byte, in small letters. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
