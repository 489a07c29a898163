/** An uncompressed picture (BMP, `BITMAPINFOHEADER`, 24 bits): every browser shows it, and no codec is needed to write it. */

const HEADER_BYTES = 54, INFO_BYTES = 40, BITS = 24;

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A picture to be filled with rectangles. */
export class Bitmap {
  /** The whole file, black at first. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #width: number;
  readonly #height: number;
  readonly #rowBytes: number;

  /** @param width and `height` in pixels */
  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    // Rows end at a multiple of four bytes.
    this.#rowBytes = Math.ceil(width * 3 / 4) * 4;
    this.bytes = new Uint8Array(HEADER_BYTES + this.#rowBytes * height);
    const view = new DataView(this.bytes.buffer);
    this.bytes.set(new TextEncoder().encode("BM"));
    view.setUint32(2, this.bytes.length, true);
    view.setUint32(10, HEADER_BYTES, true);
    view.setUint32(14, INFO_BYTES, true);
    view.setInt32(18, width, true);
    view.setInt32(22, height, true);
    view.setUint16(26, 1, true);
    view.setUint16(28, BITS, true);
    view.setUint32(34, this.#rowBytes * height, true);
  }

  /** Fills a rectangle, given by its upper left corner; what lies outside the picture is ignored. */
  fill(left: number, top: number, width: number, height: number, [red, green, blue]: Colour): void {
    for (let y = Math.max(top, 0); y < Math.min(top + height, this.#height); y++) {
      for (let x = Math.max(left, 0); x < Math.min(left + width, this.#width); x++) {
        // BMP files start with the bottom row.
        this.bytes.set([blue, green, red], HEADER_BYTES + (this.#height - 1 - y) * this.#rowBytes + 3 * x);
      }
    }
  }
}
