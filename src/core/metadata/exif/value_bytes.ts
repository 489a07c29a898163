/** Values of EXIF tags from exiv2's text, the reverse of `value_text.ts`. */
import { ASCII, BYTE, LONG, RATIONAL, SHORT, SRATIONAL } from "./tag_types.ts";

/** A value as a TIFF entry holds it. */
export interface TiffValue {
  /** Number of values of the type. */
  count: number;
  bytes: Uint8Array<ArrayBuffer>;
}

/** EXIF 3.0, 4.6.5: comments begin with the 8-byte name of their character code. */
const COMMENT_TAGS = /\.(UserComment|GPSProcessingMethod|GPSAreaInformation)$/;
/** Windows writes these as UTF-16 in bytes. */
const UTF16_TAGS = /\.XP(Title|Comment|Author|Keywords|Subject)$/;
/** Numbers a tag may have; a version, a lens or a position has four at most. */
const MOST_NUMBERS = 16;

/** The bytes of a text; undefined when it does not fit the type. */
export function valueBytes(name: string, type: number, text: string, littleEndian: boolean): TiffValue | undefined {
  if (text.includes("\0")) return undefined;
  if (COMMENT_TAGS.test(name)) return counted(commentBytes(text, littleEndian));
  if (UTF16_TAGS.test(name)) return counted(utf16(`${text}\0`, true));
  if (type === ASCII) return counted(new TextEncoder().encode(`${text}\0`));
  const words = text.trim().split(/\s+/);
  const numbers = words.flatMap((part) => {
    const parts = NUMBERS[type]?.read(part) ?? readByte(part);
    return parts ? [parts] : [];
  });
  if (words.length > MOST_NUMBERS || numbers.length < words.length) return undefined;
  const { size, write } = NUMBERS[type] ?? { size: 1, write: (view, at, value) => view.setUint8(at, value) };
  const view = new DataView(new ArrayBuffer(size * numbers.length));
  numbers.forEach((parts, index) =>
    parts.forEach((part, place) => write(view, index * size + place * size / parts.length, part, littleEndian))
  );
  return { count: numbers.length, bytes: new Uint8Array(view.buffer) };
}

interface NumberType {
  /** Bytes of one value. */
  size: number;
  /** One number, or numerator and denominator; undefined for what is none or out of range. */
  read: (text: string) => number[] | undefined;
  write: (view: DataView, at: number, value: number, littleEndian: boolean) => void;
}

const NUMBERS: Partial<Record<number, NumberType>> = {
  [BYTE]: { size: 1, read: readByte, write: (view, at, value) => view.setUint8(at, value) },
  [SHORT]: { size: 2, read: whole(0, 0xffff), write: (view, at, value, order) => view.setUint16(at, value, order) },
  [LONG]: { size: 4, read: whole(0, 0xffffffff), write: (view, at, value, order) => view.setUint32(at, value, order) },
  [RATIONAL]: {
    size: 8,
    read: fraction(0, 0xffffffff),
    write: (view, at, value, order) => view.setUint32(at, value, order),
  },
  [SRATIONAL]: {
    size: 8,
    read: fraction(-0x80000000, 0x7fffffff),
    write: (view, at, value, order) => view.setInt32(at, value, order),
  },
};

function readByte(text: string): number[] | undefined {
  return whole(0, 255)(text);
}

function whole(min: number, max: number) {
  return (text: string): number[] | undefined => {
    const value = /^[+-]?\d{1,10}$/.test(text) ? Number(text) : NaN;
    return value >= min && value <= max ? [value] : undefined;
  };
}

/** `1885/76`, `12` or `12.5`. */
function fraction(min: number, max: number) {
  return (text: string): number[] | undefined => {
    const given = /^([+-]?\d{1,10})\/(\d{1,10})$/.exec(text);
    const parts = given ? [Number(given[1]), Number(given[2])] : decimalFraction(text);
    const fits = parts?.every((part) => part >= min && part <= max) && parts[1] !== 0;
    return fits ? parts : undefined;
  };
}

function decimalFraction(text: string): number[] | undefined {
  const parts = /^([+-]?\d{1,10})(?:\.(\d{0,9}))?$/.exec(text);
  if (!parts) return undefined;
  const digits = (parts[2] ?? "").replace(/0+$/, "");
  return [Number(`${parts[1]}${digits}`), 10 ** digits.length];
}

function commentBytes(text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  // deno-lint-ignore no-control-regex
  const isAscii = /^[\x01-\x7f]*$/.test(text);
  const code = new TextEncoder().encode(isAscii ? "ASCII\0\0\0" : "UNICODE\0");
  const content = isAscii ? new TextEncoder().encode(text) : utf16(text, littleEndian);
  const bytes = new Uint8Array(code.length + content.length);
  bytes.set(code);
  bytes.set(content, code.length);
  return bytes;
}

function utf16(text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
}

function counted(bytes: Uint8Array<ArrayBuffer>): TiffValue {
  return { count: bytes.length, bytes };
}
