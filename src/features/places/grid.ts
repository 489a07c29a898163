/** Which towns are near a point, by cells of one degree. */

const COLUMNS = 360, ROWS = 180;

/** Numbers of towns by the cell in which they are; within a cell in their order. */
export class TownGrid {
  /** Where the towns of a cell begin in `#towns`; of the last cell, they end at its end. */
  readonly #starts: Uint32Array;
  readonly #towns: Uint32Array;

  constructor(longitudes: Float32Array, latitudes: Float32Array) {
    const cells = Uint16Array.from(
      longitudes,
      (longitude, town) => cellOf(columnOf(longitude), rowOf(latitudes[town] ?? 0)),
    );
    this.#starts = new Uint32Array(COLUMNS * ROWS + 1);
    this.#towns = new Uint32Array(cells.length);
    for (const cell of cells) this.#starts[cell + 1] = (this.#starts[cell + 1] ?? 0) + 1;
    for (let cell = 0; cell < COLUMNS * ROWS; cell++) {
      this.#starts[cell + 1] = (this.#starts[cell + 1] ?? 0) + (this.#starts[cell] ?? 0);
    }
    const next = this.#starts.slice();
    for (const [town, cell] of cells.entries()) {
      const place = next[cell] ?? 0;
      this.#towns[place] = town;
      next[cell] = place + 1;
    }
  }

  /** The towns of the cells within a degree of latitude, and as far to the east and west; perhaps some that are farther. */
  *around(longitude: number, latitude: number): Generator<number> {
    const row = rowOf(latitude), column = columnOf(longitude);
    // A degree of longitude is shorter there.
    const across = Math.min(COLUMNS / 2 - 1, Math.ceil(1 / Math.max(0.01, Math.cos(latitude * Math.PI / 180))));
    for (let y = Math.max(0, row - 1); y <= Math.min(ROWS - 1, row + 1); y++) {
      for (let x = column - across; x <= column + across; x++) {
        const cell = cellOf((x + COLUMNS) % COLUMNS, y);
        yield* this.#towns.subarray(this.#starts[cell], this.#starts[cell + 1]);
      }
    }
  }
}

function columnOf(longitude: number): number {
  return ((Math.floor(longitude) + COLUMNS / 2) % COLUMNS + COLUMNS) % COLUMNS;
}

function rowOf(latitude: number): number {
  return Math.min(ROWS - 1, Math.max(0, Math.floor(latitude) + ROWS / 2));
}

function cellOf(column: number, row: number): number {
  return row * COLUMNS + column;
}
