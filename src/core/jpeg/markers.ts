/** Marker codes of ITU-T T.81, table B.1: the byte that follows 0xFF. */

/** SOI, the first two bytes of every file. */
export const START_OF_IMAGE = 0xd8;
/** EOI, after the last scan. */
export const END_OF_IMAGE = 0xd9;
/** SOS: compressed data follow. */
export const START_OF_SCAN = 0xda;
/** JFIF. */
export const APP0 = 0xe0;
/** EXIF, and XMP. */
export const APP1 = 0xe1;
/** Photoshop's resources, with IPTC. */
export const APP13 = 0xed;
/** The last of the segments for applications. */
export const APP15 = 0xef;
/** COM, a free text. */
export const COMMENT = 0xfe;

const TEMPORARY = 0x01;
const FIRST_RESTART = 0xd0, LAST_RESTART = 0xd7;
const FIRST_FRAME = 0xc0, LAST_FRAME = 0xcf;
/** DHT, JPG and DAC lie among the codes of frames without starting one. */
const NOT_FRAMES = new Set([0xc4, 0xc8, 0xcc]);
/** SOF2, SOF6, SOF10 and SOF14. */
const PROGRESSIVE_FRAMES = new Set([0xc2, 0xc6, 0xca, 0xce]);
/** SOF3, SOF7, SOF11 and SOF15. */
const LOSSLESS_FRAMES = new Set([0xc3, 0xc7, 0xcb, 0xcf]);
/** SOF5 to SOF7 and SOF13 to SOF15. */
const DIFFERENTIAL_FRAMES = new Set([0xc5, 0xc6, 0xc7, 0xcd, 0xce, 0xcf]);
const FIRST_ARITHMETIC_FRAME = 0xc9;

/** True for RST0 to RST7, which stand inside scan data. */
export function isRestart(code: number): boolean {
  return code >= FIRST_RESTART && code <= LAST_RESTART;
}

/** True for markers that no length and no content follow. */
export function standsAlone(code: number): boolean {
  return code === TEMPORARY || isRestart(code) || code === START_OF_IMAGE || code === END_OF_IMAGE;
}

/** True for the segments that give the size of the picture (SOFn). */
export function startsFrame(code: number): boolean {
  return code >= FIRST_FRAME && code <= LAST_FRAME && !NOT_FRAMES.has(code);
}

/** How the picture of a frame is coded. */
export type Coding = "sequential" | "progressive" | "lossless" | "hierarchical";

/** How a frame is coded: in one pass, in several ones from coarse to fine, or in a way that hardly anything reads. */
export function codingOfFrame(code: number): Coding {
  if (DIFFERENTIAL_FRAMES.has(code)) return "hierarchical";
  if (LOSSLESS_FRAMES.has(code)) return "lossless";
  return PROGRESSIVE_FRAMES.has(code) ? "progressive" : "sequential";
}

/** True for frames with arithmetic in place of Huffman coding. */
export function isArithmeticFrame(code: number): boolean {
  return code >= FIRST_ARITHMETIC_FRAME;
}
