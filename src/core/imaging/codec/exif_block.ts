/** Carries the EXIF block of a picture over to files made out of it, byte for byte but for the orientation. */
import { Buffer } from "node:buffer";
import { InvalidJpegError, type JpegSegment, readJpegHeader } from "../../jpeg/mod.ts";
import type { Size } from "./codec.ts";

const APP1 = 0xe1;
const SIGNATURE = Buffer.from("Exif\0\0", "latin1");
const ORIENTATION = 0x0112;
const UPRIGHT = 1;
/** The type of an entry of TIFF: a number of 16 bits. */
const SHORT = 3;
const ENTRY_BYTES = 12;

/**
 * The content of the first EXIF segment, its orientation set to 1 because the pixels made from it stand upright.
 * @returns a copy; undefined when the picture has no EXIF
 * @throws InvalidJpegError when the file is no JPEG
 */
export function uprightExifBlock(source: Uint8Array): Uint8Array | undefined {
  const segment = readJpegHeader(source).segments.find(isExif);
  if (!segment) return undefined;
  const block = Buffer.from(segment.bytes);
  const tiff = block.subarray(SIGNATURE.length);
  for (const { at, isLittleEndian } of readOrientations(tiff).found) {
    if (isLittleEndian) tiff.writeUInt16LE(UPRIGHT, at);
    else tiff.writeUInt16BE(UPRIGHT, at);
  }
  return block;
}

/**
 * The size of a picture that is stored upright, which most are: reading it takes a tenth of asking an image library.
 * @returns undefined when the picture is turned, or its header leaves any doubt
 */
export function sizeIfUpright(source: Uint8Array): Size | undefined {
  try {
    const { width, height, segments } = readJpegHeader(source);
    const blocks = segments.filter(isExif).map(({ bytes }) => Buffer.from(bytes).subarray(SIGNATURE.length));
    const isUpright = blocks.length <= 1 && blocks.every(saysUpright);
    return isUpright ? { width, height } : undefined;
  } catch (error) {
    if (error instanceof InvalidJpegError) return undefined;
    throw error;
  }
}

function isExif({ marker, bytes }: JpegSegment): boolean {
  return marker === APP1 && SIGNATURE.equals(bytes.subarray(0, SIGNATURE.length));
}

/** Puts an EXIF block into a JPEG file that has none, right behind SOI as EXIF 2.32 §4.5.4 wants it. */
export function withExifBlock(jpeg: Uint8Array, block: Uint8Array): Uint8Array {
  const head = Buffer.alloc(6);
  head.set([0xff, 0xd8, 0xff, APP1]);
  head.writeUInt16BE(block.length + 2, 4);
  return Buffer.concat([head, block, jpeg.subarray(2)]);
}

/** By no entry, or by one number of 16 bits, in a directory that is whole. */
function saysUpright(tiff: Buffer): boolean {
  const { found, isWhole } = readOrientations(tiff);
  return isWhole && found.length <= 1 && found.every(({ isShort, value }) => isShort && value === UPRIGHT);
}

interface Orientation {
  /** Where its value is. */
  at: number;
  value: number;
  isShort: boolean;
  isLittleEndian: boolean;
}

/** Looks through IFD0 of a TIFF structure (TIFF 6.0 §2). */
function readOrientations(tiff: Buffer): { found: Orientation[]; isWhole: boolean } {
  const order = tiff.toString("latin1", 0, 2), isLittleEndian = order === "II";
  const read16 = (at: number) => isLittleEndian ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const found: Orientation[] = [];
  if (tiff.length < 8) return { found, isWhole: false };
  const directory = isLittleEndian ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return { found, isWhole: false };
  const end = directory + 2 + read16(directory) * ENTRY_BYTES;
  for (let entry = directory + 2; entry < end && entry + ENTRY_BYTES <= tiff.length; entry += ENTRY_BYTES) {
    if (read16(entry) !== ORIENTATION) continue;
    const at = entry + 8;
    found.push({ at, value: read16(at), isShort: read16(entry + 2) === SHORT, isLittleEndian });
  }
  return { found, isWhole: end <= tiff.length && (isLittleEndian || order === "MM") };
}
