/** Gives a picture that was encoded again the metadata of the file that it was decoded from. */
import { Buffer } from "node:buffer";
import { readJpegHeader } from "./header.ts";
import { APP0, APP1, COMMENT } from "./markers.ts";

const APP2 = 0xe2, APP14 = 0xee;
const PROFILE = "ICC_PROFILE\0";

/**
 * The picture with the segments of the other file, byte by byte, except those that say how its own data are coded.
 * @param encoded in the same colours as the original, or in sRGB when that has four of them
 * @throws InvalidJpegError when one of them is no JPEG
 */
export function withMetadataOf(original: Uint8Array, encoded: Uint8Array): Uint8Array<ArrayBuffer> {
  const { segments, components } = readJpegHeader(original);
  const kept = segments.filter(({ marker, bytes }) =>
    marker !== APP0 && marker !== APP14 && (components < 4 || marker !== APP2 || !isProfile(bytes))
  );
  const pieces = [encoded.subarray(0, 2)];
  const add = (marker: number, bytes: Uint8Array) => {
    pieces.push(Uint8Array.of(0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 0xff), bytes);
  };
  for (const { marker, bytes } of kept) add(marker, bytes);
  pieces.push(withoutMetadata(encoded));
  return new Uint8Array(Buffer.concat(pieces));
}

/** Everything of the file behind its start, without EXIF, XMP, profile and comments. */
function withoutMetadata(file: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let position = 2;
  for (const { marker, bytes } of readJpegHeader(file).segments) {
    const start = bytes.byteOffset - file.byteOffset - 4;
    pieces.push(file.subarray(position, start));
    const isDropped = marker === APP1 || marker === APP2 || marker === COMMENT;
    if (!isDropped) pieces.push(file.subarray(start, start + 4 + bytes.length));
    position = start + 4 + bytes.length;
  }
  pieces.push(file.subarray(position));
  return Buffer.concat(pieces);
}

function isProfile(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, PROFILE.length)).toString("latin1") === PROFILE;
}
