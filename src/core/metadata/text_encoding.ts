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

/** Which Unicode encoding a text is in, by its first bytes: a byte order mark, or the `<` that XML begins with. */
const STARTS: [bytes: number[], encoding: "utf-32be" | "utf-32le" | "utf-16be" | "utf-16le"][] = [
  [[0, 0, 0xfe, 0xff], "utf-32be"],
  [[0xff, 0xfe, 0, 0], "utf-32le"],
  [[0, 0, 0, 0x3c], "utf-32be"],
  [[0x3c, 0, 0, 0], "utf-32le"],
  [[0xfe, 0xff], "utf-16be"],
  [[0xff, 0xfe], "utf-16le"],
  [[0, 0x3c], "utf-16be"],
  [[0x3c, 0], "utf-16le"],
];

/** Decodes XML in UTF-8, 16 or 32 (ISO 16684-1, 7.1); its byte order mark is left out. */
export function decodeXml(bytes: Uint8Array): string {
  const encoding = STARTS.find(([start]) => start.every((byte, index) => bytes[index] === byte))?.[1];
  const text = encoding === undefined
    ? decodeText(bytes)
    : encoding.startsWith("utf-32")
    ? decodeUtf32(bytes, encoding === "utf-32le")
    : new TextDecoder(encoding).decode(bytes);
  return text.replace(/^\uFEFF/, "");
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = "";
  for (let at = 0; at + 4 <= view.byteLength; at += 4) {
    const code = view.getUint32(at, littleEndian);
    text += code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
  }
  return text;
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
