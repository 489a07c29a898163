/** Decodes the coefficients of a picture (ITU-T T.81, annexes F and G): the data before the lossy step of the codec. */
import { InvalidJpegError } from "../header.ts";
import { peek16, signed } from "./bits.ts";
import type { Component, Frame, JpegStructure, Scan, ScanComponent } from "./structure.ts";
import { PROGRESSIVE } from "./structure.ts";

/** The blocks of one component. */
export interface Plane {
  component: Component;
  /** Blocks, padded to whole MCUs. */
  columns: number;
  rows: number;
  /** 64 coefficients a block in zigzag order, blocks row by row. */
  values: Int16Array;
}

/** Place of each zigzag position is its number; no reordering is needed to code a block again. */
const BLOCK = 64;

/**
 * Decodes all scans. Takes 2 bytes a sample and more.
 * @throws InvalidJpegError when the data are broken
 */
export function decodeCoefficients({ frame, scans }: JpegStructure): Plane[] {
  const planes = frame.components.map((component): Plane => {
    const columns = frame.columns * component.horizontal, rows = frame.rows * component.vertical;
    return { component, columns, rows, values: new Int16Array(columns * rows * BLOCK) };
  });
  for (const scan of scans) decodeScan(scan, frame, planes);
  const seen = new Set(scans.filter(({ first }) => first === 0).flatMap((scan) => scan.components.map((c) => c.index)));
  if (seen.size < planes.length) throw new InvalidJpegError("The JPEG lacks a component");
  return planes;
}

function decodeScan(scan: Scan, frame: Frame, planes: Plane[]): void {
  const { components, restart, bits } = scan;
  const only = components.length === 1 ? components[0] : undefined;
  const columns = only ? only.component.columns : frame.columns, rows = only ? only.component.rows : frame.rows;
  const decoder = new BlockDecoder(scan, frame.marker === PROGRESSIVE);
  let interval = 0;
  decoder.startInterval(0, bits.ends[0]);
  for (let unit = 0; unit < columns * rows; unit++) {
    if (restart > 0 && unit > 0 && unit % restart === 0) {
      const start = bits.ends[interval] ?? 0;
      decoder.startInterval(start, bits.ends[++interval]);
    }
    const column = unit % columns, row = (unit - column) / columns;
    for (const used of components) {
      const plane = planes[used.index];
      if (!plane) continue;
      const { horizontal, vertical } = only ? { horizontal: 1, vertical: 1 } : used.component;
      for (let y = row * vertical; y < (row + 1) * vertical; y++) {
        for (let x = column * horizontal; x < (column + 1) * horizontal; x++) {
          decoder.decode(used, plane.values, (y * plane.columns + x) * BLOCK);
        }
      }
    }
  }
}

/** Reads one block after the other of a scan. */
class BlockDecoder {
  readonly #scan: Scan;
  readonly #isProgressive: boolean;
  readonly #predictions = new Int32Array(4);
  #bit = 0;
  #end = 0;
  /** Blocks that have nothing more, after this one (T.81, G.1.2.2). */
  #emptyBlocks = 0;

  constructor(scan: Scan, isProgressive: boolean) {
    this.#scan = scan;
    this.#isProgressive = isProgressive;
  }

  startInterval(bit: number, end: number | undefined): void {
    if (end === undefined) throw new InvalidJpegError("The JPEG has too few restart markers");
    this.#bit = bit;
    this.#end = end;
    this.#emptyBlocks = 0;
    this.#predictions.fill(0);
  }

  decode(used: ScanComponent, values: Int16Array, at: number): void {
    if (!this.#isProgressive) this.#sequential(used, values, at);
    else if (this.#scan.first === 0) this.#progressiveDc(used, values, at);
    else if (this.#scan.high === 0) this.#firstAc(used, values, at);
    else this.#refineAc(used, values, at);
    if (this.#bit > this.#end) throw new InvalidJpegError("The JPEG ends in its picture data", true);
  }

  #sequential(used: ScanComponent, values: Int16Array, at: number): void {
    values[at] = this.#dc(used);
    for (let k = 1; k < BLOCK; k++) {
      const symbol = this.#symbol(used.ac), size = symbol & 15;
      if (size === 0) {
        if (symbol !== 0xf0) return;
        k += 15;
        continue;
      }
      k += symbol >> 4;
      if (k >= BLOCK) throw broken();
      values[at + k] = this.#signed(size);
    }
  }

  #progressiveDc(used: ScanComponent, values: Int16Array, at: number): void {
    if (this.#scan.high === 0) values[at] = inRange(this.#dc(used) * (1 << this.#scan.low));
    else if (this.#bits(1) === 1) values[at] = (values[at] ?? 0) | (1 << this.#scan.low);
  }

  #firstAc(used: ScanComponent, values: Int16Array, at: number): void {
    if (this.#emptyBlocks > 0) {
      this.#emptyBlocks--;
      return;
    }
    for (let k = this.#scan.first; k <= this.#scan.last; k++) {
      const symbol = this.#symbol(used.ac), size = symbol & 15, run = symbol >> 4;
      if (size === 0 && run < 15) {
        this.#emptyBlocks = (1 << run) + this.#bits(run) - 1;
        return;
      }
      k += run;
      if (size === 0) continue;
      if (k > this.#scan.last) throw broken();
      values[at + k] = inRange(this.#signed(size) * (1 << this.#scan.low));
    }
  }

  #refineAc(used: ScanComponent, values: Int16Array, at: number): void {
    const { first, last, low } = this.#scan, step = 1 << low;
    let k = first;
    while (this.#emptyBlocks === 0 && k <= last) {
      const symbol = this.#symbol(used.ac), size = symbol & 15;
      let run = symbol >> 4, value = 0;
      if (size === 0 && run < 15) {
        this.#emptyBlocks = (1 << run) + this.#bits(run);
        break;
      }
      if (size > 1) throw broken();
      if (size === 1) value = this.#bits(1) === 1 ? step : -step;
      // Zeros are counted, what is not zero gets its next bit.
      for (; k <= last; k++) {
        if ((values[at + k] ?? 0) !== 0) this.#refine(values, at + k, step);
        else if (run-- === 0) break;
      }
      if (k > last && value !== 0) throw broken();
      if (value !== 0) values[at + k] = value;
      k++;
    }
    if (this.#emptyBlocks === 0) return;
    for (; k <= last; k++) if ((values[at + k] ?? 0) !== 0) this.#refine(values, at + k, step);
    this.#emptyBlocks--;
  }

  #refine(values: Int16Array, at: number, step: number): void {
    const value = values[at] ?? 0;
    if (this.#bits(1) === 1 && (value & step) === 0) values[at] = value + (value > 0 ? step : -step);
  }

  #dc({ dc, index }: ScanComponent): number {
    const size = this.#symbol(dc);
    if (size > 15) throw broken();
    const value = inRange((this.#predictions[index] ?? 0) + this.#signed(size));
    this.#predictions[index] = value;
    return value;
  }

  #symbol(table: ScanComponent["dc"]): number {
    const entry = table?.lookup[peek16(this.#scan.bits.bytes, this.#bit)] ?? -1;
    if (entry < 0) throw broken();
    this.#bit += entry >> 8;
    return entry & 0xff;
  }

  #signed(size: number): number {
    return signed(this.#bits(size), size);
  }

  #bits(size: number): number {
    const value = peek16(this.#scan.bits.bytes, this.#bit) >> (16 - size);
    this.#bit += size;
    return value;
  }
}

function inRange(value: number): number {
  if (value > 0x7fff || value < -0x8000) throw broken();
  return value;
}

function broken(): InvalidJpegError {
  return new InvalidJpegError("The JPEG has broken picture data");
}
