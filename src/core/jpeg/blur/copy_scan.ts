/**
 * Blurs parts of a picture whose components are all in one sequential scan, as nearly every camera writes it: bits of MCUs
 * outside of the parts are copied. Only the DC coefficients next to a part are coded anew, with the same values, since each is
 * coded as a difference from the one before (ITU-T T.81, F.1.1.5).
 */
import { InvalidJpegError } from "../header.ts";
import { END_OF_IMAGE } from "../markers.ts";
import { BitWriter, categoryOf, peek16, signed } from "./bits.ts";
import { CellColours, type Cells } from "./cells.ts";
import { type HuffmanTable, withSymbols } from "./huffman.ts";
import type { Frame, Scan } from "./structure.ts";

/** A scan with parts blurred. */
export interface CopiedScan {
  /** Entropy-coded data and EOI. */
  data: Uint8Array<ArrayBuffer>;
  /** Tables that got further symbols, by class × 16 + number. */
  tables: Map<number, HuffmanTable>;
}

/** 16 times what 8 bits a sample need. */
const MOST_DC = 0x3fff;
const END_OF_BLOCK = 0, SIXTEEN_ZEROS = 0xf0;
/** RST0. */
const FIRST_RESTART = 0xd0;

/** A component with what reading its blocks takes. */
interface Plane {
  dc: HuffmanTable;
  ac: HuffmanTable;
  dcKey: number;
  acKey: number;
  /** Blocks of an MCU. */
  blocks: number;
}

/** Where MCUs are in the data of a scan. */
interface Layout {
  planes: Plane[];
  /** Bit at which each MCU starts, one more for the end of the last. */
  starts: Float64Array;
  /** Bit at which the last MCU of a restart interval ends, by its number. */
  ends: Map<number, number>;
  /** For each MCU and component: the DC coefficient before it. */
  predictions: Int32Array;
  colours: CellColours;
}

/**
 * Blurs the cells of a scan.
 * @returns undefined when the Huffman tables have no room for a symbol that is needed
 * @throws InvalidJpegError when the data are broken
 */
export function copyScan(scan: Scan, frame: Frame, cells: Cells): CopiedScan | undefined {
  const layout = readLayout(scan, frame, cells);
  const tables = new Map<number, HuffmanTable>();
  for (;;) {
    const missing = new Map<number, Set<number>>();
    const data = write(scan, layout, cells, missing);
    if (missing.size === 0) return { data, tables };
    for (const [key, symbols] of missing) {
      const users = layout.planes.filter(({ dcKey, acKey }) => dcKey === key || acKey === key);
      const table = users[0] && (users[0].dcKey === key ? users[0].dc : users[0].ac);
      const larger = table && withSymbols(table, symbols);
      if (!larger) return undefined;
      tables.set(key, larger);
      for (const plane of users) {
        if (plane.dcKey === key) plane.dc = larger;
        else plane.ac = larger;
      }
    }
  }
}

function readLayout({ components, restart, bits }: Scan, frame: Frame, { ofUnit, count }: Cells): Layout {
  const planes = components.map(({ component, dc, ac, dcNumber, acNumber }): Plane => {
    if (!dc || !ac) throw new InvalidJpegError("The JPEG lacks a Huffman table");
    const blocks = component.horizontal * component.vertical;
    return { dc, ac, dcKey: dcNumber, acKey: 16 | acNumber, blocks };
  });
  const units = frame.columns * frame.rows;
  const starts = new Float64Array(units + 1), predictions = new Int32Array(units * planes.length);
  const ends = new Map<number, number>(), colours = new CellColours(count, planes.length);
  const dcs = new Int32Array(planes.length);
  let bit = 0, interval = 0, end = intervalEnd(bits.ends, interval);
  for (let unit = 0; unit < units; unit++) {
    if (restart > 0 && unit > 0 && unit % restart === 0) {
      ends.set(unit - 1, bit);
      bit = end;
      end = intervalEnd(bits.ends, ++interval);
      dcs.fill(0);
    }
    starts[unit] = bit;
    const cell = ofUnit[unit] ?? -1;
    for (const [index, plane] of planes.entries()) {
      let dc = dcs[index] ?? 0;
      predictions[unit * planes.length + index] = dc;
      for (let block = 0; block < plane.blocks; block++) {
        const { next, difference } = readDc(plane.dc, bits.bytes, bit);
        dc += difference;
        if (dc > MOST_DC || dc < -MOST_DC) throw new InvalidJpegError("The JPEG has broken picture data");
        if (cell >= 0) colours.add(cell, index, dc);
        bit = skipAc(plane.ac, bits.bytes, next);
        if (bit > end) throw new InvalidJpegError("The JPEG ends in its picture data", true);
      }
      dcs[index] = dc;
    }
  }
  ends.set(units - 1, bit);
  return { planes, starts, ends, predictions, colours };
}

function intervalEnd(ends: number[], interval: number): number {
  const end = ends[interval];
  if (end === undefined) throw new InvalidJpegError("The JPEG has too few restart markers");
  return end;
}

/** @param missing takes symbols that have no code; then what is returned is of no use */
function write(
  { restart, bits }: Scan,
  { planes, starts, ends, predictions, colours }: Layout,
  { ofUnit }: Cells,
  missing: Map<number, Set<number>>,
): Uint8Array<ArrayBuffer> {
  const writer = new BitWriter(bits.bytes.length);
  const put = (table: HuffmanTable, key: number, symbol: number) => {
    const code = table.codes[symbol] ?? -1;
    if (code < 0) missing.set(key, (missing.get(key) ?? new Set()).add(symbol));
    else writer.put(code, table.lengths[symbol] ?? 0);
  };
  const putDc = ({ dc, dcKey }: Plane, difference: number) => {
    const size = categoryOf(difference);
    put(dc, dcKey, size);
    writer.put(difference < 0 ? difference + (1 << size) - 1 : difference, size);
  };
  const dcs = new Int32Array(planes.length);
  let copiedFrom = -1, isChanged = false, restarts = 0;
  const endCopy = (end: number) => {
    if (copiedFrom >= 0) writer.copy(bits.bytes, starts[copiedFrom] ?? 0, end);
    copiedFrom = -1;
  };
  for (const [unit, cell] of ofUnit.entries()) {
    if (restart > 0 && unit > 0 && unit % restart === 0) {
      endCopy(ends.get(unit - 1) ?? 0);
      writer.mark(FIRST_RESTART + (restarts++ & 7));
      dcs.fill(0);
      isChanged = false;
    }
    if (cell < 0 && !isChanged) {
      if (copiedFrom < 0) copiedFrom = unit;
      continue;
    }
    const start = starts[unit] ?? 0;
    endCopy(start);
    const before = unit * planes.length;
    if (cell >= 0) {
      for (const [index, plane] of planes.entries()) {
        let dc = isChanged ? dcs[index] ?? 0 : predictions[before + index] ?? 0;
        const colour = colours.of(cell, index);
        for (let block = 0; block < plane.blocks; block++) {
          putDc(plane, colour - dc);
          put(plane.ac, plane.acKey, END_OF_BLOCK);
          dc = colour;
        }
        dcs[index] = dc;
      }
      isChanged = true;
      continue;
    }
    // The first MCU behind a part: its first block of each component differs from another DC coefficient than before.
    let bit = start;
    for (const [index, plane] of planes.entries()) {
      for (let block = 0; block < plane.blocks; block++) {
        const { next, difference } = readDc(plane.dc, bits.bytes, bit);
        const end = skipAc(plane.ac, bits.bytes, next);
        if (block === 0) putDc(plane, (predictions[before + index] ?? 0) + difference - (dcs[index] ?? 0));
        writer.copy(bits.bytes, block === 0 ? next : bit, end);
        bit = end;
      }
    }
    isChanged = false;
  }
  endCopy(ends.get(ofUnit.length - 1) ?? 0);
  writer.mark(END_OF_IMAGE);
  return writer.bytes;
}

function readDc(table: HuffmanTable, bytes: Uint8Array, bit: number): { next: number; difference: number } {
  const entry = table.lookup[peek16(bytes, bit)] ?? -1, size = entry & 0xff;
  if (entry < 0 || size > 15) throw new InvalidJpegError("The JPEG has broken picture data");
  const start = bit + (entry >> 8);
  return { next: start + size, difference: signed(peek16(bytes, start) >> (16 - size), size) };
}

/** Where the AC coefficients of a block end. */
function skipAc({ lookup }: HuffmanTable, bytes: Uint8Array, bit: number): number {
  for (let coefficient = 1; coefficient < 64; coefficient++) {
    const entry = lookup[peek16(bytes, bit)] ?? -1;
    if (entry < 0) throw new InvalidJpegError("The JPEG has broken picture data");
    const size = entry & 15, symbol = entry & 0xff;
    bit += (entry >> 8) + size;
    if (size > 0) coefficient += symbol >> 4;
    else if (symbol === SIXTEEN_ZEROS) coefficient += 15;
    else return bit;
  }
  return bit;
}
