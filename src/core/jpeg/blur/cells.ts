/** Which parts of a picture become one colour each. */
import { eachTouched, type Point } from "./polygon.ts";
import type { Frame } from "./structure.ts";

/** A part of a picture, in pixels as stored, from its upper left corner; may reach beyond the picture. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Corners of a polygon inside of the box: then only what it touches becomes one colour. */
  polygon?: Point[];
}

/** MCUs that become one colour together. */
export interface Cells {
  /** For each MCU, row by row, its cell; -1 for those that stay. */
  ofUnit: Int32Array;
  count: number;
}

/** What is left of a face or a plate: so many colours along its longer side. */
const COLOURS = 4;

/** Covers each box, or the polygon in it, with whole MCUs, and divides them into cells. The later one of two counts. */
export function cellsOf(boxes: Box[], { columns, rows, unitWidth, unitHeight }: Frame): Cells {
  const ofUnit = new Int32Array(columns * rows).fill(-1);
  let count = 0;
  for (const { x, y, width, height, polygon } of boxes) {
    const left = Math.max(0, Math.floor(x / unitWidth)), right = Math.min(columns, Math.ceil((x + width) / unitWidth));
    const top = Math.max(0, Math.floor(y / unitHeight)), bottom = Math.min(rows, Math.ceil((y + height) / unitHeight));
    if (!(right > left && bottom > top)) continue;
    const side = Math.max(width, height) / COLOURS;
    const across = Math.max(1, Math.round(side / unitWidth)), down = Math.max(1, Math.round(side / unitHeight));
    const perRow = Math.ceil((right - left) / across);
    const cover = (column: number, row: number) => {
      if (column < left || column >= right || row < top || row >= bottom) return;
      ofUnit[row * columns + column] = count + Math.floor((row - top) / down) * perRow +
        Math.floor((column - left) / across);
    };
    if (polygon) {
      const ring = polygon.map(([x, y]): Point => [x / unitWidth, y / unitHeight]);
      eachTouched(ring, { columns, rows }, cover);
    } else {
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) cover(column, row);
      }
    }
    count += perRow * Math.ceil((bottom - top) / down);
  }
  return { ofUnit, count };
}

/** Averages of the DC coefficients of each component in each cell. */
export class CellColours {
  readonly #sums: Float64Array;
  readonly #counts: Uint32Array;
  readonly #components: number;

  constructor(cells: number, components: number) {
    this.#sums = new Float64Array(cells * components);
    this.#counts = new Uint32Array(cells * components);
    this.#components = components;
  }

  add(cell: number, component: number, dc: number): void {
    const index = cell * this.#components + component;
    this.#sums[index] = (this.#sums[index] ?? 0) + dc;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
  }

  /** The DC coefficient that all blocks of the component get. */
  of(cell: number, component: number): number {
    const index = cell * this.#components + component;
    return Math.round((this.#sums[index] ?? 0) / Math.max(1, this.#counts[index] ?? 0));
  }
}
