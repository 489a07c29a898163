/** Small JPEG files put together segment by segment (ITU-T T.81, annex B). */

const START = Uint8Array.of(0xff, 0xd8);
const END = Uint8Array.of(0xff, 0xd9);

/** What to put around the segments. */
export interface JpegOptions {
  /** Pixels; 8 when left out. */
  width?: number;
  /** Pixels; 8 when left out. */
  height?: number;
  /** Code of the frame marker: 0xC0 baseline, 0xC2 progressive. */
  frame?: number;
  /** Bits a sample; 8 when left out. */
  precision?: number;
  /** Colour components; 1 when left out. */
  components?: number;
  /** Entropy-coded data. */
  scan?: number[];
  /** Segments between two scans. */
  betweenScans?: Uint8Array[];
}

/** A file with these segments before its frame. */
export function makeJpeg(segments: Uint8Array[], options: JpegOptions = {}): Uint8Array<ArrayBuffer> {
  const {
    width = 8,
    height = 8,
    frame = 0xc0,
    precision = 8,
    components = 1,
    scan = [0x12, 0xff, 0x00, 0x34],
    betweenScans,
  } = options;
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  const scanSegment = segment(0xda, [1, 1, 0, 0, 63, 0]);
  return join([
    START,
    ...segments,
    segment(frame, [
      precision,
      ...size,
      components,
      ...Array.from({ length: components }, (_, index) => [index + 1, 0x11, 0]).flat(),
    ]),
    scanSegment,
    Uint8Array.from(scan),
    ...(betweenScans ? [...betweenScans, scanSegment, Uint8Array.from(scan)] : []),
    END,
  ]);
}

/** One segment: marker, length, content. */
export function segment(marker: number, ...contents: (string | ArrayLike<number>)[]): Uint8Array {
  const content = join(contents.map((part) => typeof part === "string" ? bytesOf(part) : Uint8Array.from(part)));
  const length = content.length + 2;
  return join([Uint8Array.of(0xff, marker, length >> 8, length & 255), content]);
}

/** A text in UTF-8. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** All parts, one after the other. */
export function join(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
