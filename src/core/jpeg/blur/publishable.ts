/**
 * Which segments of a picture may be published once parts of it are blurred. A thumbnail, a preview or a second picture would
 * show what was hidden; everything else stays, byte by byte.
 */
import { Buffer } from "node:buffer";
import { InvalidJpegError, readJpegHeader } from "../header.ts";
import { ImageEndDetector } from "../image_end.ts";
import { APP0, APP1, APP13, COMMENT, startsFrame } from "../markers.ts";
import { HUFFMAN_TABLES, QUANTISATION_TABLES, RESTART_INTERVAL, type Segment } from "./structure.ts";

const APP2 = 0xe2, APP6 = 0xe6, APP14 = 0xee;

/**
 * Segments that describe the picture. Not among them: MPF and FlashPix (further pictures), JFXX (a thumbnail), extended XMP
 * (depth maps and pictures of phones), JUMBF (signatures that no longer hold, and thumbnails), and what is not known.
 */
const DESCRIPTIONS: [marker: number, signature: string][] = [
  [APP0, "JFIF\0"],
  [APP1, "Exif\0\0"],
  [APP1, "http://ns.adobe.com/xap/1.0/\0"],
  [APP2, "ICC_PROFILE\0"],
  [APP6, "GoPro\0"],
  [APP13, "Photoshop 3.0\0"],
  [APP14, "Adobe"],
  [COMMENT, ""],
];
const EXIF = "Exif\0\0", JFIF = "JFIF\0", XMP = "http://ns.adobe.com/xap/1.0/\0";
/** A JFIF segment ends here when it has no thumbnail (T.871, 10.1). */
const JFIF_BYTES = 14;

/** The segments to publish: those that decoding takes, and descriptions without pictures in them. */
export function publishableSegments(segments: Segment[]): Segment[] {
  return segments.flatMap(({ marker, content }) => {
    if (startsFrame(marker) || [HUFFMAN_TABLES, QUANTISATION_TABLES, RESTART_INTERVAL].includes(marker)) {
      return [{ marker, content }];
    }
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    const known = DESCRIPTIONS.find(([code, signature]) =>
      code === marker && bytes.subarray(0, signature.length).toString("latin1") === signature
    );
    return known ? [{ marker, content: withoutPictures(Buffer.from(bytes), known[1]) }] : [];
  });
}

/** @param bytes a copy, which is changed */
function withoutPictures(bytes: Buffer, signature: string): Uint8Array {
  if (signature === JFIF) return withoutJfifThumbnail(bytes);
  if (signature === EXIF) removeExifThumbnail(bytes.subarray(EXIF.length));
  if (signature === XMP) blankBase64Pictures(bytes);
  blankPictures(bytes);
  return bytes;
}

function withoutJfifThumbnail(bytes: Buffer): Uint8Array {
  const short = bytes.subarray(0, JFIF_BYTES);
  if (short.length === JFIF_BYTES) short.fill(0, JFIF_BYTES - 2);
  return short;
}

/** Overwrites every JPEG file that lies in the bytes with zeros: previews in maker notes are where their makers like. */
function blankPictures(bytes: Buffer): void {
  for (let start = bytes.indexOf("\xff\xd8\xff", 0, "latin1"); start >= 0;) {
    const end = start + pictureLength(bytes.subarray(start));
    bytes.fill(0, start, end);
    start = bytes.indexOf("\xff\xd8\xff", end, "latin1");
  }
}

/** What is cut off, or has no end, goes up to the end. */
function pictureLength(bytes: Buffer): number {
  const detector = new ImageEndDetector();
  try {
    const { scanOffset } = readJpegHeader(bytes);
    detector.push(bytes.subarray(scanOffset));
    return detector.end === undefined ? bytes.length : scanOffset + detector.end;
  } catch (error) {
    if (!(error instanceof InvalidJpegError)) throw error;
    // Not a picture: three bytes that look like its start.
    return error.truncated ? bytes.length : 3;
  }
}

/** Base64 of the first bytes of a JPEG file (`xmp:Thumbnails`, `GImage:Data`) up to the end of the XML value. */
function blankBase64Pictures(bytes: Buffer): void {
  for (let start = bytes.indexOf("/9j/"); start >= 0; start = bytes.indexOf("/9j/", start + 4)) {
    let end = start;
    while (end < bytes.length && !`<"'`.includes(String.fromCharCode(bytes[end] ?? 0))) end++;
    bytes.fill("A", start, end);
    start = end;
  }
}

/** TIFF 6.0 and EXIF 2.32, 4.5.5: tags that say where the thumbnail is, and their sizes. */
const OFFSET_TAGS = new Map([[0x0111, 0x0117], [0x0201, 0x0202]]);
const ENTRY_BYTES = 12, LONG = 4, SHORT = 3;

/** Blanks the thumbnail that IFD1 points to, and takes IFD1 out of the chain. Broken structures stay as they are. */
function removeExifThumbnail(tiff: Buffer): void {
  if (tiff.length < 8) return;
  const isLittle = tiff.toString("latin1", 0, 2) === "II";
  const uint16 = (at: number) => at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const uint32 = (at: number) => at + 4 > tiff.length ? 0 : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  const pointer = uint32(4) + 2 + uint16(uint32(4)) * ENTRY_BYTES;
  const directory = uint32(pointer), count = uint16(directory);
  if (pointer + 4 > tiff.length || directory === 0) return;
  const values = new Map<number, number[]>();
  for (let index = 0; index < count; index++) {
    const entry = directory + 2 + index * ENTRY_BYTES, type = uint16(entry + 2);
    const number = Math.min(uint32(entry + 4), tiff.length), size = type === SHORT ? 2 : type === LONG ? 4 : 0;
    if (size === 0 || entry + ENTRY_BYTES > tiff.length) continue;
    const from = number * size > 4 ? uint32(entry + 8) : entry + 8;
    values.set(
      uint16(entry),
      Array.from({ length: number }, (_, place) => size === 2 ? uint16(from + place * 2) : uint32(from + place * 4)),
    );
  }
  for (const [offsetTag, sizeTag] of OFFSET_TAGS) {
    const sizes = values.get(sizeTag) ?? [];
    for (const [index, offset] of (values.get(offsetTag) ?? []).entries()) {
      tiff.fill(0, Math.min(offset, tiff.length), Math.min(offset + (sizes[index] ?? 0), tiff.length));
    }
  }
  tiff.fill(0, pointer, pointer + 4);
}
