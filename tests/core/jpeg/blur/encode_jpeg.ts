/** Small sequential JPEG files of chosen coefficients, sampling and restart intervals. */
import { join, segment } from "../make_jpeg.ts";

/** What to make. */
export interface EncodeOptions {
  /** Pixels. */
  width: number;
  height: number;
  /** Sampling factors of each component. */
  sampling: [horizontal: number, vertical: number][];
  /** MCUs between restart markers; 0 for none. */
  restart?: number;
  /** Coefficients of a block in zigzag order; those left out are 0. */
  block(component: number, index: number): number[];
  /** Symbols that the DC table has, all when left out. */
  dcSymbols?: number[];
  /** Bits of each code of the DC table. */
  dcLength?: number;
  /** Segments behind SOI. */
  segments?: Uint8Array[];
}

const AC_SYMBOLS = Array.from({ length: 256 }, (_, symbol) => symbol), AC_LENGTH = 9;

/** Encodes one scan in which each table has codes of one length. */
export function encodeJpeg(options: EncodeOptions): Uint8Array<ArrayBuffer> {
  const { width, height, sampling, restart = 0, segments = [] } = options;
  const dcSymbols = options.dcSymbols ?? Array.from({ length: 12 }, (_, symbol) => symbol),
    dcLength = options.dcLength ?? 5;
  const only = sampling.length === 1;
  const unitWidth = only ? 8 : 8 * Math.max(...sampling.map(([h]) => h));
  const unitHeight = only ? 8 : 8 * Math.max(...sampling.map(([, v]) => v));
  const units = Math.ceil(width / unitWidth) * Math.ceil(height / unitHeight);
  const counts = sampling.map(() => 0), predictions = sampling.map(() => 0);
  let bits = "";
  const data: number[] = [];
  const flush = () => {
    for (bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, "1"); bits; bits = bits.slice(8)) {
      const byte = parseInt(bits.slice(0, 8), 2);
      data.push(byte, ...(byte === 255 ? [0] : []));
    }
  };
  const number = (value: number) => {
    const size = value === 0 ? 0 : Math.abs(value).toString(2).length;
    const text = size === 0 ? "" : (value < 0 ? value + 2 ** size - 1 : value).toString(2).padStart(size, "0");
    return { size, text };
  };
  for (let unit = 0; unit < units; unit++) {
    if (restart && unit && unit % restart === 0) {
      flush();
      data.push(0xff, 0xd0 + (unit / restart - 1) % 8);
      predictions.fill(0);
    }
    for (const [component, [h, v]] of sampling.entries()) {
      for (let block = only ? 1 : h * v; block > 0; block--) {
        const index = counts[component] ?? 0;
        counts[component] = index + 1;
        const [dc = 0, ...ac] = options.block(component, index);
        const { size, text } = number(dc - (predictions[component] ?? 0));
        predictions[component] = dc;
        const code = dcSymbols.indexOf(size);
        if (code < 0) throw new Error(`The table has no ${size}`);
        bits += code.toString(2).padStart(dcLength, "0") + text;
        let zeros = 0;
        for (const value of ac) {
          if (value === 0) zeros++;
          else {
            for (; zeros > 15; zeros -= 16) bits += (0xf0).toString(2).padStart(AC_LENGTH, "0");
            const { size, text } = number(value);
            bits += (zeros * 16 + size).toString(2).padStart(AC_LENGTH, "0") + text;
            zeros = 0;
          }
        }
        if (zeros > 0 || ac.length < 63) bits += (0).toString(2).padStart(AC_LENGTH, "0");
      }
    }
  }
  flush();
  const lengths = (length: number, count: number) => Array.from({ length: 16 }, (_, i) => i + 1 === length ? count : 0);
  // 256 codes do not fit into one count.
  const acLengths = lengths(AC_LENGTH, 255);
  acLengths[AC_LENGTH] = 1;
  return join([
    Uint8Array.of(0xff, 0xd8),
    ...segments,
    segment(0xdb, [0, ...new Uint8Array(64).fill(8)]),
    segment(0xc0, [
      8,
      height >> 8,
      height & 255,
      width >> 8,
      width & 255,
      sampling.length,
      ...sampling.flatMap(([h, v], index) => [index + 1, h * 16 + v, 0]),
    ]),
    segment(0xc4, [0, ...lengths(dcLength, dcSymbols.length), ...dcSymbols]),
    segment(0xc4, [16, ...acLengths, ...AC_SYMBOLS]),
    ...(restart ? [segment(0xdd, [restart >> 8, restart & 255])] : []),
    segment(0xda, [sampling.length, ...sampling.flatMap((_, index) => [index + 1, 0]), 0, 63, 0]),
    Uint8Array.from(data),
    Uint8Array.of(0xff, 0xd9),
  ]);
}
