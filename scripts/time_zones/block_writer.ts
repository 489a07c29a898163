/** Packs the pixels of a block as a quadtree of bits, see `format.ts`. */

/** What a part of a block is: one zone, or its four quarters. */
type Part = number | [Part, Part, Part, Part];

export class BlockWriter {
  readonly #sea: number;

  /**
   * @param side of a block, in pixels
   * @param sea the number that stands for no zone: it takes the zone of what is next to it, as borders at sea, which no picture
   *   needs, would be half of the map
   */
  constructor(readonly side: number, sea: number) {
    this.#sea = sea;
  }

  /** @returns the zone of a block without borders, otherwise its bytes */
  write(pixels: Uint16Array): number | Uint8Array {
    const root = this.#part(pixels, 0, 0, this.side);
    if (typeof root === "number") return root;
    const palette = [...zonesOf(root)];
    const bitsOfZone = Math.ceil(Math.log2(palette.length));
    const bits: number[] = [];
    const write = (part: Part, size: number) => {
      if (size > 1) bits.push(typeof part === "number" ? 0 : 1);
      if (typeof part !== "number") { for (const quarter of part) write(quarter, size / 2); }
      else for (let bit = bitsOfZone - 1; bit >= 0; bit--) bits.push(palette.indexOf(part) >> bit & 1);
    };
    write(root, this.side);
    const bytes = new Uint8Array(1 + palette.length * 2 + Math.ceil(bits.length / 8));
    bytes[0] = palette.length;
    palette.forEach((zone, index) => {
      bytes[1 + index * 2] = zone & 0xff;
      bytes[2 + index * 2] = zone >> 8;
    });
    const start = 1 + palette.length * 2;
    bits.forEach((bit, index) => {
      const at = start + (index >> 3);
      bytes[at] = (bytes[at] ?? 0) | bit << (index & 7);
    });
    if (bytes.length > 0xffff) throw new Error(`A block of ${bytes.length} bytes`);
    return bytes;
  }

  /** Quarters from the south-west, then the south-east, north-west and north-east. */
  #part(pixels: Uint16Array, x: number, y: number, size: number): Part {
    if (size === 1) return pixels[y * this.side + x] ?? this.#sea;
    const half = size / 2;
    const quarters: [Part, Part, Part, Part] = [
      this.#part(pixels, x, y, half),
      this.#part(pixels, x + half, y, half),
      this.#part(pixels, x, y + half, half),
      this.#part(pixels, x + half, y + half, half),
    ];
    const zones = new Set(quarters.filter((quarter) => quarter !== this.#sea));
    if (zones.size > 1 || quarters.some((quarter) => typeof quarter !== "number")) return quarters;
    const [zone = this.#sea] = zones;
    return zone;
  }
}

function zonesOf(part: Part, zones = new Set<number>()): Set<number> {
  if (typeof part === "number") zones.add(part);
  else for (const quarter of part) zonesOf(quarter, zones);
  return zones;
}
