/** Text in picture metadata declares no encoding that can be trusted. */
import { Buffer } from "node:buffer";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Decodes as UTF-8 or, when the bytes are not valid UTF-8, as ISO 8859-1. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  }
}

/** The bytes before the first NUL. */
export function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

/** Takes out what databases and people cannot use: NUL characters, `charset=…` fragments and surrounding space. */
export function cleanText(text: string): string {
  return text.replaceAll("\0", "").replace(/charset=\w+/g, "").trim();
}
