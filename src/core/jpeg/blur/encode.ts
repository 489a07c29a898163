/** Codes coefficients in one sequential scan (ITU-T T.81, annex F), with the tables that suit them best. */
import { InvalidJpegError } from "../header.ts";
import { END_OF_IMAGE } from "../markers.ts";
import { BitWriter, categoryOf } from "./bits.ts";
import type { Plane } from "./coefficients.ts";
import { type HuffmanTable, optimalTable } from "./huffman.ts";
import type { Frame } from "./structure.ts";

const BLOCK = 64, SIXTEEN_ZEROS = 0xf0, END_OF_BLOCK = 0;
/** T.81, B.2.3. */
const MOST_BLOCKS_A_UNIT = 10;

/** A picture in one scan. */
export interface EncodedScan {
  /** Two pairs: of the first component, and of all others. */
  tables: { dc: HuffmanTable; ac: HuffmanTable }[];
  /** Entropy-coded data and EOI. */
  data: Uint8Array<ArrayBuffer>;
}

/** Takes symbols with the bits behind them. */
interface Sink {
  dc(pair: number, symbol: number, bits: number): void;
  ac(pair: number, symbol: number, bits: number): void;
}

/** Number of the pair of tables that a component uses. */
export function pairOf(component: number): number {
  return component === 0 ? 0 : 1;
}

/** @throws InvalidJpegError when the sampling factors do not allow for one scan */
export function encodeScan(frame: Frame, planes: Plane[]): EncodedScan {
  const blocks = planes.reduce((sum, { component }) => sum + component.horizontal * component.vertical, 0);
  if (blocks > MOST_BLOCKS_A_UNIT) throw new InvalidJpegError("The JPEG cannot be coded in one scan");
  const counts = [0, 1].map(() => ({ dc: new Uint32Array(256), ac: new Uint32Array(256) }));
  const count = (table: Uint32Array | undefined, symbol: number) => {
    if (table) table[symbol] = (table[symbol] ?? 0) + 1;
  };
  walk(frame, planes, {
    dc: (pair, symbol) => count(counts[pair]?.dc, symbol),
    ac: (pair, symbol) => count(counts[pair]?.ac, symbol),
  });
  const tables = counts.slice(0, planes.length > 1 ? 2 : 1)
    .map(({ dc, ac }) => ({ dc: optimalTable(dc), ac: optimalTable(ac) }));
  const writer = new BitWriter(frame.columns * frame.rows * 64);
  const put = (table: HuffmanTable | undefined, symbol: number, bits: number, size: number) => {
    writer.put(table?.codes[symbol] ?? 0, table?.lengths[symbol] ?? 0);
    if (size > 0) writer.put(bits, size);
  };
  walk(frame, planes, {
    dc: (pair, symbol, bits) => put(tables[pair]?.dc, symbol, bits, symbol),
    ac: (pair, symbol, bits) => put(tables[pair]?.ac, symbol, bits, symbol & 15),
  });
  writer.mark(END_OF_IMAGE);
  return { tables, data: writer.bytes };
}

function walk(frame: Frame, planes: Plane[], sink: Sink): void {
  const predictions = new Int32Array(planes.length);
  for (let row = 0; row < frame.rows; row++) {
    for (let column = 0; column < frame.columns; column++) {
      for (const [index, { component: { horizontal, vertical }, columns, values }] of planes.entries()) {
        for (let y = row * vertical; y < (row + 1) * vertical; y++) {
          for (let x = column * horizontal; x < (column + 1) * horizontal; x++) {
            const at = (y * columns + x) * BLOCK, dc = values[at] ?? 0;
            const difference = dc - (predictions[index] ?? 0), size = categoryOf(difference);
            if (size > 15) throw new InvalidJpegError("The JPEG has impossible coefficients");
            sink.dc(pairOf(index), size, bitsOf(difference, size));
            predictions[index] = dc;
            walkAc(values, at, pairOf(index), sink);
          }
        }
      }
    }
  }
}

function walkAc(values: Int16Array, at: number, pair: number, sink: Sink): void {
  let zeros = 0;
  for (let k = at + 1; k < at + BLOCK; k++) {
    const value = values[k] ?? 0;
    if (value === 0) {
      zeros++;
      continue;
    }
    for (; zeros > 15; zeros -= 16) sink.ac(pair, SIXTEEN_ZEROS, 0);
    const size = categoryOf(value);
    if (size > 15) throw new InvalidJpegError("The JPEG has impossible coefficients");
    sink.ac(pair, (zeros << 4) | size, bitsOf(value, size));
    zeros = 0;
  }
  if (zeros > 0) sink.ac(pair, END_OF_BLOCK, 0);
}

function bitsOf(value: number, size: number): number {
  return value < 0 ? value + (1 << size) - 1 : value;
}
