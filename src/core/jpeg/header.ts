/** What a JPEG file says before its scan data (ITU-T T.81, annex B). No pixel is decoded. */
import { Buffer } from "node:buffer";
import {
  APP0,
  APP15,
  type Coding,
  codingOfFrame,
  COMMENT,
  END_OF_IMAGE,
  isArithmeticFrame,
  standsAlone,
  START_OF_IMAGE,
  START_OF_SCAN,
  startsFrame,
} from "./markers.ts";

/** An APPn or COM segment. */
export interface JpegSegment {
  /** The marker's code: 0xE0 to 0xEF for APP0 to APP15, 0xFE for COM. */
  marker: number;
  /** Content without marker and length; a view of the bytes given, not a copy. */
  bytes: Uint8Array;
}

/** What comes before the scan data. */
export interface JpegHeader {
  /** Columns, in pixels as stored (the EXIF orientation is not applied). */
  width: number;
  /** Rows, in pixels as stored. */
  height: number;
  /** Colour components: 1 grey, 3 colour, 4 CMYK. */
  components: number;
  /** Bits a sample. */
  precision: number;
  /** How the picture is coded. */
  coding: Coding;
  /** True when it is coded arithmetically in place of Huffman's way. */
  isArithmetic: boolean;
  /** APPn and COM segments in file order. */
  segments: JpegSegment[];
  /** Where the first scan's entropy-coded data start, in bytes from the start of the file. */
  scanOffset: number;
}

/** The bytes are not a JPEG file, or a broken one. */
export class InvalidJpegError extends Error {
  readonly truncated: boolean;

  /**
   * @param message the reason, in plain words
   * @param truncated true when more bytes could help: the file, or the part of it given, stops too early
   */
  constructor(message: string, truncated = false) {
    super(message);
    this.name = "InvalidJpegError";
    this.truncated = truncated;
  }
}

/** More segments than any camera writes; bounds the work on hostile files. */
const MOST_SEGMENTS = 4096;

/**
 * Reads a JPEG up to its first scan.
 * @param bytes the file, or its first bytes as long as they reach the scan
 * @throws InvalidJpegError when it is no JPEG, is broken, or ends before its scan
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 2) throw new InvalidJpegError("The file is empty", true);
  if (file[0] !== 0xff || file[1] !== START_OF_IMAGE) throw new InvalidJpegError("The file is not a JPEG");

  const segments: JpegSegment[] = [];
  let frame: Frame | undefined;
  let position = 2;
  for (let count = 0; count < MOST_SEGMENTS; count++) {
    const { code, end } = nextMarker(file, position);
    position = end;
    if (code === END_OF_IMAGE) throw new InvalidJpegError("The JPEG holds no picture");
    if (standsAlone(code)) continue;

    const content = segmentContent(file, position);
    position += 2 + content.length;
    if (startsFrame(code)) {
      if (frame) throw new InvalidJpegError("The JPEG has two frame headers");
      frame = readFrame(code, content);
    } else if ((code >= APP0 && code <= APP15) || code === COMMENT) {
      segments.push({ marker: code, bytes: content });
    } else if (code === START_OF_SCAN) {
      if (!frame) throw new InvalidJpegError("The JPEG has no frame header before its scan");
      return { ...frame, segments, scanOffset: position };
    }
  }
  throw new InvalidJpegError(`The JPEG has more than ${MOST_SEGMENTS} segments`);
}

type Frame = Pick<JpegHeader, "width" | "height" | "components" | "precision" | "coding" | "isArithmetic">;

/** Finds the next marker; like decoders do, skips what is not one. */
function nextMarker(file: Buffer, from: number): { code: number; end: number } {
  for (let position = file.indexOf(0xff, from); position >= 0; position = file.indexOf(0xff, position)) {
    while (file[position] === 0xff) position++;
    if (position === file.length) break;
    const code = file.readUInt8(position);
    if (code !== 0) return { code, end: position + 1 };
  }
  throw endsTooEarly();
}

function segmentContent(file: Buffer, at: number): Uint8Array {
  if (at + 2 > file.length) throw endsTooEarly();
  const length = file.readUInt16BE(at);
  if (length < 2) throw new InvalidJpegError("The JPEG has a segment with an impossible length");
  if (at + length > file.length) throw endsTooEarly();
  return new Uint8Array(file.buffer, file.byteOffset + at + 2, length - 2);
}

function readFrame(code: number, content: Uint8Array): Frame {
  if (content.length < 6) throw new InvalidJpegError("The JPEG has a frame header that is too short");
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const precision = view.getUint8(0), height = view.getUint16(1), width = view.getUint16(3);
  const components = view.getUint8(5);
  // T.81 lets a height of 0 be given after the first scan (DNL); no camera does and common decoders refuse it.
  if (width === 0 || height === 0) throw new InvalidJpegError("The JPEG has a width or a height of 0");
  if (components === 0 || content.length < 6 + 3 * components) {
    throw new InvalidJpegError("The JPEG has a frame header with missing components");
  }
  return { width, height, components, precision, coding: codingOfFrame(code), isArithmetic: isArithmeticFrame(code) };
}

function endsTooEarly(): InvalidJpegError {
  return new InvalidJpegError("The JPEG ends before its picture data", true);
}
