/** EXIF segments written tag by tag (TIFF 6.0, section 2), right or wrong as a test needs them. */
import { join, segment } from "../../jpeg/make_jpeg.ts";

/** Tag, TIFF type and value: text for ASCII, numbers in pairs for rationals, entries for a directory it points to. */
export type Entry = [tag: number, type: number, value: string | number[] | Entry[]];

/** Bytes of one number of a type. */
const SIZES: Record<number, number> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 4,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 4,
  11: 4,
  12: 8,
  13: 4,
};

/** How to write. */
export interface ExifOptions {
  /** Motorola order instead of Intel order. */
  bigEndian?: boolean;
  /** Entries of the directories after the first: thumbnail, … */
  next?: Entry[][];
}

/** An EXIF segment with these entries in its first directory. */
export function exifSegment(entries: Entry[], options: ExifOptions = {}): Uint8Array {
  return segment(0xe1, "Exif\0\0", makeTiff(entries, options));
}

/** The TIFF file inside an EXIF segment. */
export function makeTiff(entries: Entry[], { bigEndian = false, next = [] }: ExifOptions = {}): Uint8Array {
  const bytes: number[] = [];
  const put = (at: number, size: number, number: number) => {
    for (let index = 0; index < size; index++) {
      const shift = 8 * (bigEndian ? size - 1 - index : index);
      bytes[at + index] = Math.floor(number / 2 ** shift) & 255;
    }
  };
  const putDirectory = (entries: Entry[], following: Entry[][]) => {
    const start = bytes.length;
    for (let index = 0; index < 2 + 12 * entries.length + 4; index++) bytes.push(0);
    put(start, 2, entries.length);
    entries.forEach(([tag, type, value], index) => {
      const at = start + 2 + 12 * index;
      put(at, 2, tag);
      put(at + 2, 2, type);
      const isDirectory = Array.isArray(value) && Array.isArray(value[0]);
      const numbers = isDirectory ? [bytes.length] : valueNumbers(value as string | number[]);
      if (isDirectory) putDirectory(value as Entry[], []);
      const size = SIZES[type] ?? 1;
      put(at + 4, 4, type === 5 || type === 10 ? numbers.length / 2 : numbers.length);
      let target = at + 8;
      if (size * numbers.length > 4) {
        target = bytes.length;
        put(at + 8, 4, target);
      }
      numbers.forEach((number, position) => {
        if (type === 11 || type === 12) {
          for (const byte of floatBytes(number, size, bigEndian)) bytes[target++] = byte;
        } else put(target + position * size, size, number < 0 ? number + 2 ** (8 * size) : number);
      });
    });
    const [next, ...others] = following;
    if (next) {
      put(start + 2 + 12 * entries.length, 4, bytes.length);
      putDirectory(next, others);
    }
  };
  bytes.push(...(bigEndian ? [0x4d, 0x4d, 0, 42] : [0x49, 0x49, 42, 0]), 0, 0, 0, 0);
  put(4, 4, 8);
  putDirectory(entries, next);
  return Uint8Array.from(bytes);
}

/** Entry of an Exif directory. */
export const photo = (...entries: Entry[]): Entry => [0x8769, 4, entries];
/** Entry of a GPS directory. */
export const gps = (...entries: Entry[]): Entry => [0x8825, 4, entries];

/** 48°30'N 2°30'E. */
export const POSITION: [Entry, Entry, Entry, Entry] = [
  [1, 2, "N"],
  [2, 5, [48, 1, 30, 1, 0, 1]],
  [3, 2, "E"],
  [4, 5, [2, 1, 30, 1, 0, 1]],
];
/** First of June 2020, ten o'clock. */
export const DATE: Entry = [0x9003, 2, "2020:06:01 10:00:00"];

function valueNumbers(value: string | number[]): number[] {
  return typeof value === "string" ? [...join([new TextEncoder().encode(value), Uint8Array.of(0)])] : value;
}

function floatBytes(number: number, size: number, bigEndian: boolean): number[] {
  const view = new DataView(new ArrayBuffer(size));
  if (size === 4) view.setFloat32(0, number, !bigEndian);
  else view.setFloat64(0, number, !bigEndian);
  return [...new Uint8Array(view.buffer)];
}
