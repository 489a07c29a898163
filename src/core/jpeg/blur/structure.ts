/** All segments and scans of a JPEG file, as far as Huffman-coded ones of 8 bits go (ITU-T T.81, annex B). */
import { InvalidJpegError } from "../header.ts";
import {
  END_OF_IMAGE,
  isArithmeticFrame,
  standsAlone,
  START_OF_IMAGE,
  START_OF_SCAN,
  startsFrame,
} from "../markers.ts";
import { readScanBits, type ScanBits } from "./bits.ts";
import { type HuffmanTable, huffmanTable } from "./huffman.ts";

/** DHT, DQT and DRI. */
export const HUFFMAN_TABLES = 0xc4, QUANTISATION_TABLES = 0xdb, RESTART_INTERVAL = 0xdd;
/** SOF0, SOF1 and SOF2. */
export const BASELINE = 0xc0, EXTENDED = 0xc1, PROGRESSIVE = 0xc2;

/** A segment before the first scan. */
export interface Segment {
  marker: number;
  /** Content without marker and length. */
  content: Uint8Array;
}

/** A colour component: one of the planes of a picture. */
export interface Component {
  id: number;
  /** Blocks of an MCU in each direction. */
  horizontal: number;
  vertical: number;
  /** Blocks that the component has on its own, in a scan that holds nothing else. */
  columns: number;
  rows: number;
}

/** The frame header, and what follows from it. */
export interface Frame {
  marker: number;
  content: Uint8Array;
  /** Pixels. */
  width: number;
  height: number;
  components: Component[];
  /** Pixels of an MCU, the smallest unit of a scan that holds all components. */
  unitWidth: number;
  unitHeight: number;
  /** MCUs in each direction. */
  columns: number;
  rows: number;
}

/** Which tables a component uses in a scan. */
export interface ScanComponent {
  component: Component;
  /** Place of the component in the frame. */
  index: number;
  dc: HuffmanTable | undefined;
  ac: HuffmanTable | undefined;
  /** Numbers of these tables. */
  dcNumber: number;
  acNumber: number;
}

/** One pass over the picture. */
export interface Scan {
  components: ScanComponent[];
  /** First and last coefficient in zigzag order. */
  first: number;
  last: number;
  /** Bits that the earlier scans of the same coefficients left out, and that this one leaves out. */
  high: number;
  low: number;
  /** MCUs between two restart markers; 0 without any. */
  restart: number;
  /** Content of the SOS segment. */
  header: Uint8Array;
  bits: ScanBits;
}

/** The parts of a JPEG file, without decoding any of it. */
export interface JpegStructure {
  /** Segments before the first scan, in file order. */
  segments: Segment[];
  frame: Frame;
  scans: Scan[];
}

/** More than any encoder writes; bounds the work on hostile files. */
const MOST_SEGMENTS = 4096, MOST_SCANS = 64;

/** @throws InvalidJpegError when the file is no JPEG, is broken, or is coded in a way that hardly anything reads */
export function readStructure(file: Uint8Array): JpegStructure {
  if (file[0] !== 0xff || file[1] !== START_OF_IMAGE) throw new InvalidJpegError("The file is not a JPEG");
  const segments: Segment[] = [], scans: Scan[] = [];
  const tables = new Map<number, HuffmanTable>();
  let frame: Frame | undefined, restart = 0, position = 2;
  for (let count = 0; count < MOST_SEGMENTS; count++) {
    while (file[position] === 0xff && file[position + 1] === 0xff) position++;
    const marker = file[position + 1];
    if (file[position] !== 0xff || marker === undefined) {
      throw new InvalidJpegError("The JPEG has bytes between its segments");
    }
    position += 2;
    if (marker === END_OF_IMAGE) {
      if (!frame || scans.length === 0) throw new InvalidJpegError("The JPEG holds no picture");
      return { segments, frame, scans };
    }
    if (standsAlone(marker)) continue;
    const length = ((file[position] ?? 0) << 8) | (file[position + 1] ?? 0);
    if (length < 2 || position + length > file.length) throw new InvalidJpegError("The JPEG has a broken segment");
    const content = file.subarray(position + 2, position + length);
    position += length;
    if (scans.length === 0) segments.push({ marker, content });
    if (startsFrame(marker)) {
      if (frame) throw new InvalidJpegError("The JPEG has two frame headers");
      frame = readFrame(marker, content);
    } else if (marker === HUFFMAN_TABLES) readTables(content, tables);
    else if (marker === RESTART_INTERVAL) restart = uint16(content, 0);
    else if (marker === QUANTISATION_TABLES && scans.length > 0) {
      throw new InvalidJpegError("The JPEG changes its quantisation between scans");
    } else if (marker === START_OF_SCAN) {
      if (!frame) throw new InvalidJpegError("The JPEG has no frame header before its scan");
      if (scans.length === MOST_SCANS) throw new InvalidJpegError(`The JPEG has more than ${MOST_SCANS} scans`);
      const bits = readScanBits(file, position);
      scans.push({ ...readScan(content, frame, tables), restart, header: content, bits });
      position = bits.next;
    }
  }
  throw new InvalidJpegError(`The JPEG has more than ${MOST_SEGMENTS} segments`);
}

function readFrame(marker: number, content: Uint8Array): Frame {
  if (marker > PROGRESSIVE || isArithmeticFrame(marker)) {
    throw new InvalidJpegError("The JPEG is neither sequential nor progressive");
  }
  const height = uint16(content, 1), width = uint16(content, 3), count = byte(content, 5);
  if (byte(content, 0) !== 8) throw new InvalidJpegError("The JPEG does not have 8 bits a sample");
  if (width === 0 || height === 0) throw new InvalidJpegError("The JPEG has a width or a height of 0");
  if (![1, 3, 4].includes(count)) throw new InvalidJpegError("The JPEG has an unusual number of components");
  const given = Array.from({ length: count }, (_, index) => ({
    id: byte(content, 6 + index * 3),
    horizontal: byte(content, 7 + index * 3) >> 4,
    vertical: byte(content, 7 + index * 3) & 15,
  }));
  const isWrong = given.some(({ horizontal, vertical }) =>
    horizontal < 1 || horizontal > 4 || vertical < 1 || vertical > 4
  );
  if (isWrong || new Set(given.map(({ id }) => id)).size < count) {
    throw new InvalidJpegError("The JPEG has impossible components");
  }
  const across = Math.max(...given.map(({ horizontal }) => horizontal));
  const down = Math.max(...given.map(({ vertical }) => vertical));
  // A single component has one block an MCU, whatever its sampling factors say (T.81, A.2.2).
  const unitWidth = count === 1 ? 8 : 8 * across, unitHeight = count === 1 ? 8 : 8 * down;
  const components = given.map(({ id, horizontal, vertical }) => ({
    id,
    horizontal: count === 1 ? 1 : horizontal,
    vertical: count === 1 ? 1 : vertical,
    columns: Math.ceil(Math.ceil(width * horizontal / across) / 8),
    rows: Math.ceil(Math.ceil(height * vertical / down) / 8),
  }));
  return {
    marker,
    content,
    width,
    height,
    components,
    unitWidth,
    unitHeight,
    columns: Math.ceil(width / unitWidth),
    rows: Math.ceil(height / unitHeight),
  };
}

/** Tables are known by class × 16 + number: class 0 codes DC, 1 AC. */
function readTables(content: Uint8Array, tables: Map<number, HuffmanTable>): void {
  for (let position = 0; position < content.length;) {
    const counts = content.slice(position + 1, position + 17);
    const size = counts.reduce((sum, count) => sum + count, 0);
    const symbols = content.slice(position + 17, position + 17 + size);
    if (counts.length < 16 || size > 256 || symbols.length < size) {
      throw new InvalidJpegError("The JPEG has an impossible Huffman table");
    }
    tables.set(byte(content, position), huffmanTable(counts, symbols));
    position += 17 + size;
  }
}

function readScan(
  content: Uint8Array,
  frame: Frame,
  tables: Map<number, HuffmanTable>,
): Omit<Scan, "restart" | "header" | "bits"> {
  const count = byte(content, 0);
  const components = Array.from({ length: count }, (_, position) => {
    const index = frame.components.findIndex(({ id }) => id === byte(content, 1 + position * 2));
    const component = frame.components[index];
    if (!component) throw new InvalidJpegError("The JPEG has a scan of an unknown component");
    const numbers = byte(content, 2 + position * 2);
    const dcNumber = numbers >> 4, acNumber = numbers & 15;
    return { component, index, dc: tables.get(dcNumber), ac: tables.get(16 | acNumber), dcNumber, acNumber };
  });
  const isProgressive = frame.marker === PROGRESSIVE, bits = byte(content, 3 + count * 2);
  const spectrum = isProgressive
    ? { first: byte(content, 1 + count * 2), last: byte(content, 2 + count * 2), high: bits >> 4, low: bits & 15 }
    : { first: 0, last: 63, high: 0, low: 0 };
  const { first, last, low } = spectrum;
  if (count === 0 || new Set(components.map(({ index }) => index)).size < count) {
    throw new InvalidJpegError("The JPEG has a scan of impossible components");
  }
  if (last > 63 || first > last || low > 13 || (isProgressive && (first === 0 ? last > 0 : count > 1))) {
    throw new InvalidJpegError("The JPEG has a scan of impossible coefficients");
  }
  return { components, ...spectrum };
}

function byte(content: Uint8Array, at: number): number {
  const value = content[at];
  if (value === undefined) throw new InvalidJpegError("The JPEG has a segment that is too short");
  return value;
}

function uint16(content: Uint8Array, at: number): number {
  return byte(content, at) * 256 + byte(content, at + 1);
}
