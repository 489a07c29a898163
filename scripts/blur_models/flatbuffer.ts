/** Reads tables of FlatBuffers, by their field numbers. */

/** A table: fields that are not there have their default, 0. */
export class Table {
  readonly #view: DataView;
  readonly #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  /** The root table of a file. */
  static root(file: Uint8Array): Table {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    return new Table(view, view.getUint32(0, true));
  }

  uint8(field: number): number {
    const at = this.#field(field);
    return at === undefined ? 0 : this.#view.getUint8(at);
  }

  int32(field: number): number {
    const at = this.#field(field);
    return at === undefined ? 0 : this.#view.getInt32(at, true);
  }

  table(field: number): Table | undefined {
    const at = this.#field(field);
    return at === undefined ? undefined : new Table(this.#view, at + this.#view.getUint32(at, true));
  }

  tables(field: number): Table[] {
    const { start, length } = this.#vector(field);
    return Array.from({ length }, (_, index) => {
      const at = start + index * 4;
      return new Table(this.#view, at + this.#view.getUint32(at, true));
    });
  }

  int32s(field: number): number[] {
    const { start, length } = this.#vector(field);
    return Array.from({ length }, (_, index) => this.#view.getInt32(start + index * 4, true));
  }

  bytes(field: number): Uint8Array {
    const { start, length } = this.#vector(field);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length);
  }

  #vector(field: number): { start: number; length: number } {
    const at = this.#field(field);
    if (at === undefined) return { start: 0, length: 0 };
    const vector = at + this.#view.getUint32(at, true);
    return { start: vector + 4, length: this.#view.getUint32(vector, true) };
  }

  #field(field: number): number | undefined {
    const table = this.#at - this.#view.getInt32(this.#at, true);
    const place = 4 + field * 2;
    if (place >= this.#view.getUint16(table, true)) return undefined;
    const offset = this.#view.getUint16(table + place, true);
    return offset === 0 ? undefined : this.#at + offset;
  }
}
