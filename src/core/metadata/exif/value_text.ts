/** Values of EXIF tags as text, written as exiv2 does: `49/1 0/1 1885/76`, `2 3 0 0`, `GoPro`. */
import { decodeText, untilNul } from "../text_encoding.ts";
import type { TiffEntry } from "./tiff.ts";

type Read = (value: DataView, at: number, littleEndian: boolean) => string;

const NUMBERS: Record<number, { size: number; read: Read }> = {
  3: { size: 2, read: (value, at, order) => String(value.getUint16(at, order)) },
  4: { size: 4, read: (value, at, order) => String(value.getUint32(at, order)) },
  5: { size: 8, read: (value, at, order) => `${value.getUint32(at, order)}/${value.getUint32(at + 4, order)}` },
  8: { size: 2, read: (value, at, order) => String(value.getInt16(at, order)) },
  9: { size: 4, read: (value, at, order) => String(value.getInt32(at, order)) },
  10: { size: 8, read: (value, at, order) => `${value.getInt32(at, order)}/${value.getInt32(at + 4, order)}` },
  11: { size: 4, read: (value, at, order) => floatText(value.getFloat32(at, order)) },
  12: { size: 8, read: (value, at, order) => floatText(value.getFloat64(at, order)) },
  13: { size: 4, read: (value, at, order) => String(value.getUint32(at, order)) },
};

const BYTE = 1, ASCII = 2, UNDEFINED = 7;

/** EXIF 3.0, 4.6.5: these begin with the 8-byte name of their character code. */
const COMMENT_TAGS = new Set(["UserComment", "GPSProcessingMethod", "GPSAreaInformation"]);
/** Windows writes these as UTF-16 in bytes. */
const UTF16_TAGS = new Set(["XPTitle", "XPComment", "XPAuthor", "XPKeywords", "XPSubject"]);

/** The text of an entry's value. */
export function valueText(entry: TiffEntry, name: string, littleEndian: boolean): string {
  const { type, value } = entry;
  const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (type === ASCII) return decodeText(untilNul(bytes));
  if (type === UNDEFINED && COMMENT_TAGS.has(name)) return commentText(bytes, littleEndian);
  if (type === BYTE && UTF16_TAGS.has(name)) return utf16Text(bytes, true);
  const number = NUMBERS[type];
  if (!number) return bytes.join(" ");
  const texts: string[] = [];
  for (let at = 0; at + number.size <= value.byteLength; at += number.size) {
    texts.push(number.read(value, at, littleEndian));
  }
  return texts.join(" ");
}

function commentText(bytes: Uint8Array, littleEndian: boolean): string {
  const code = decodeText(untilNul(bytes.subarray(0, 8)));
  const content = bytes.subarray(8);
  return code === "UNICODE" ? utf16Text(content, littleEndian) : decodeText(untilNul(content));
}

function utf16Text(bytes: Uint8Array, littleEndian: boolean): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) littleEndian = true;
  if (first === 0xfe && second === 0xff) littleEndian = false;
  return new TextDecoder(littleEndian ? "utf-16le" : "utf-16be").decode(bytes.subarray(0, bytes.length & ~1));
}

/** 15 significant digits, and an exponent only when it shortens (C's `%.15g`). */
function floatText(number: number): string {
  if (Number.isNaN(number)) return "nan";
  if (!Number.isFinite(number)) return number > 0 ? "inf" : "-inf";
  if (number === 0) return Object.is(number, -0) ? "-0" : "0";
  const [digits = "", exponent] = number.toExponential(14).split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 15) return number.toFixed(14 - power).replace(/\.?0+$/, "");
  const sign = power < 0 ? "-" : "+";
  return `${digits.replace(/\.?0+$/, "")}e${sign}${String(Math.abs(power)).padStart(2, "0")}`;
}
