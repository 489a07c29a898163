/** The line of a sequence, put together from its parts as `compute_sequence_geom()` of the database does from the whole. */
import { hexOf } from "../../core/hex.ts";

/** A point of the line, in the order of the line. */
export interface VertexRow {
  /** Of the picture. */
  rank: number;
  /** Degrees, WGS 84. */
  longitude: number;
  latitude: number;
  /** Whether the line is cut before it. */
  begins: boolean | null;
}

/** EWKB: little-endian, types with the flag of an SRID. */
const LITTLE_ENDIAN = 1, LINE = 2, MULTI_LINE = 5, WITH_SRID = 0x20000000, WGS_84 = 4326;
const HEADER = 5, COUNT = 4, SRID = 4, POINT = 16;

/** Gathers the points of a line. */
export class LineBuilder {
  /** Coordinates by turns, of each line. */
  readonly #lines: number[][] = [[]];
  #last: VertexRow | undefined;

  /** Points taken on one spot give one. */
  add(vertices: readonly VertexRow[]): void {
    for (const vertex of vertices) {
      const { longitude, latitude, begins } = vertex;
      if (begins) this.#lines.push([]);
      const isRepeated = longitude === this.#last?.longitude && latitude === this.#last.latitude;
      if (!isRepeated) this.#lines.at(-1)?.push(longitude, latitude);
      this.#last = vertex;
    }
  }

  /** The rank of the last picture. */
  get lastRank(): number | null {
    return this.#last?.rank ?? null;
  }

  /** A MultiLineString in hexadecimal EWKB; null when no two neighbours are near enough. */
  toEwkb(): string | null {
    const lines = this.#lines.filter(({ length }) => length > 2);
    if (lines.length === 0) return null;
    const points = lines.reduce((sum, { length }) => sum + length / 2, 0);
    const bytes = new Uint8Array(HEADER + SRID + COUNT + lines.length * (HEADER + COUNT) + points * POINT);
    const view = new DataView(bytes.buffer);
    let place = 0;
    const header = (type: number) => {
      view.setUint8(place, LITTLE_ENDIAN);
      view.setUint32(place + 1, type, true);
      place += HEADER;
    };
    const integer = (value: number) => {
      view.setUint32(place, value, true);
      place += COUNT;
    };
    header(MULTI_LINE | WITH_SRID);
    integer(WGS_84);
    integer(lines.length);
    for (const line of lines) {
      header(LINE);
      integer(line.length / 2);
      for (const coordinate of line) {
        view.setFloat64(place, coordinate, true);
        place += 8;
      }
    }
    return hexOf(bytes);
  }
}
