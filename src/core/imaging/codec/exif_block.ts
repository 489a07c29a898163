/** Carries the EXIF block of a picture over to files made out of it, byte for byte but for the orientation. */
import { Buffer } from "node:buffer";
import { readJpegHeader } from "../../jpeg/mod.ts";

const APP1 = 0xe1;
const SIGNATURE = Buffer.from("Exif\0\0", "latin1");
const ORIENTATION = 0x0112;
const UPRIGHT = 1;
const ENTRY_BYTES = 12;

/**
 * The content of the first EXIF segment, its orientation set to 1 because the pixels made from it stand upright.
 * @returns a copy; undefined when the picture has no EXIF
 * @throws InvalidJpegError when the file is no JPEG
 */
export function uprightExifBlock(source: Uint8Array): Uint8Array | undefined {
  const segment = readJpegHeader(source).segments.find(({ marker, bytes }) =>
    marker === APP1 && SIGNATURE.equals(bytes.subarray(0, SIGNATURE.length))
  );
  if (!segment) return undefined;
  const block = Buffer.from(segment.bytes);
  setOrientation(block.subarray(SIGNATURE.length));
  return block;
}

/** Puts an EXIF block into a JPEG file that has none, right behind SOI as EXIF 2.32 §4.5.4 wants it. */
export function withExifBlock(jpeg: Uint8Array, block: Uint8Array): Uint8Array {
  const head = Buffer.alloc(6);
  head.set([0xff, 0xd8, 0xff, APP1]);
  head.writeUInt16BE(block.length + 2, 4);
  return Buffer.concat([head, block, jpeg.subarray(2)]);
}

/** Looks through IFD0 of a TIFF structure (TIFF 6.0 §2); broken ones stay as they are. */
function setOrientation(tiff: Buffer): void {
  const isLittleEndian = tiff.toString("latin1", 0, 2) === "II";
  const read16 = (at: number) => isLittleEndian ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  if (tiff.length < 8) return;
  const directory = isLittleEndian ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return;
  const end = Math.min(directory + 2 + read16(directory) * ENTRY_BYTES, tiff.length - ENTRY_BYTES + 1);
  for (let entry = directory + 2; entry < end; entry += ENTRY_BYTES) {
    if (read16(entry) !== ORIENTATION) continue;
    if (isLittleEndian) tiff.writeUInt16LE(UPRIGHT, entry + 8);
    else tiff.writeUInt16BE(UPRIGHT, entry + 8);
  }
}
