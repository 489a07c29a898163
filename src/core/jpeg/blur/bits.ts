/** Bits of the entropy-coded data of a scan (ITU-T T.81, B.1.1.5). */
import { Buffer } from "node:buffer";
import { InvalidJpegError } from "../header.ts";
import { isRestart } from "../markers.ts";

/** Zeros behind the data, so that a few bits may be looked at past the end. */
const PADDING = 8;

/** The data of a scan without stuffed bytes and restart markers. */
export interface ScanBits {
  bytes: Uint8Array;
  /** Bit at which each restart interval ends; the last one is the end of the data. */
  ends: number[];
  /** Where the marker is that ends the scan, in bytes from the start of the file. */
  next: number;
}

/**
 * Reads the data of a scan.
 * @throws InvalidJpegError when no marker ends it
 */
export function readScanBits(file: Uint8Array, from: number): ScanBits {
  const source = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const bytes = new Uint8Array(findEnd(source, from) - from + PADDING);
  const ends: number[] = [];
  let size = 0, position = from;
  for (;;) {
    const found = source.indexOf(0xff, position);
    if (found < 0) throw new InvalidJpegError("The JPEG ends in its picture data", true);
    bytes.set(source.subarray(position, found), size);
    size += found - position;
    let code = found + 1;
    while (source[code] === 0xff) code++;
    const marker = source[code];
    if (marker === undefined) throw new InvalidJpegError("The JPEG ends in its picture data", true);
    position = code + 1;
    if (marker === 0) bytes[size++] = 0xff;
    else {
      ends.push(size * 8);
      if (!isRestart(marker)) return { bytes: bytes.subarray(0, size + PADDING), ends, next: found };
    }
  }
}

function findEnd(source: Buffer, from: number): number {
  for (let found = source.indexOf(0xff, from); found >= 0; found = source.indexOf(0xff, found + 1)) {
    const marker = source[found + 1];
    if (marker !== undefined && marker !== 0 && marker !== 0xff && !isRestart(marker)) return found;
  }
  return source.length;
}

/** The 16 bits from a position on. */
export function peek16(bytes: Uint8Array, bit: number): number {
  const index = bit >>> 3;
  // At most one byte past the end: there are zeros behind it.
  const three = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
  return (three >> (8 - (bit & 7))) & 0xffff;
}

/** A number of `size` bits as T.81, F.2.2.1 writes signed ones. */
export function signed(value: number, size: number): number {
  return size === 0 || value >= 1 << (size - 1) ? value : value - (1 << size) + 1;
}

/** Bits that a value takes without its sign: its category in T.81, tables F.1 and F.2. */
export function categoryOf(value: number): number {
  return 32 - Math.clz32(Math.abs(value));
}

/** Writes entropy-coded data, stuffing a zero behind every byte of ones. */
export class BitWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #size = 0;
  #waiting = 0;
  #waitingBits = 0;

  /** @param expected bytes; more are possible */
  constructor(expected: number) {
    this.#bytes = new Uint8Array(expected + 64);
  }

  /** Writes the lowest bits of a number, 16 at most. */
  put(value: number, bits: number): void {
    this.#reserve(8);
    this.#waiting = ((this.#waiting << bits) | (value & ((1 << bits) - 1))) & 0xffffff;
    this.#waitingBits += bits;
    while (this.#waitingBits >= 8) {
      this.#waitingBits -= 8;
      this.#byte((this.#waiting >> this.#waitingBits) & 0xff);
    }
  }

  /** Copies the bits from one position to another. */
  copy(source: Uint8Array, from: number, to: number): void {
    this.#reserve(((to - from) >>> 2) + 8);
    while (from < to && this.#waitingBits !== 0) {
      const bits = Math.min(8 - this.#waitingBits, to - from);
      this.put(peek16(source, from) >> (16 - bits), bits);
      from += bits;
    }
    for (; to - from >= 8; from += 8) this.#byte(peek16(source, from) >> 8);
    if (from < to) this.put(peek16(source, from) >> (16 - (to - from)), to - from);
  }

  /** Fills the last byte with ones, and adds a marker. */
  mark(code: number): void {
    if (this.#waitingBits > 0) this.put(0xff, 8 - this.#waitingBits);
    this.#reserve(2);
    this.#bytes[this.#size++] = 0xff;
    this.#bytes[this.#size++] = code;
  }

  /** What was written. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#size);
  }

  #byte(value: number): void {
    this.#bytes[this.#size++] = value;
    if (value === 0xff) this.#bytes[this.#size++] = 0;
  }

  #reserve(bytes: number): void {
    if (this.#size + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.ceil((this.#size + bytes) * 1.25) + 1024);
    larger.set(this.bytes);
    this.#bytes = larger;
  }
}
