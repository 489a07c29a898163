/**
 * Blurs parts of a JPEG file without loss elsewhere: the coefficients of all other blocks stay what the camera made of them.
 *
 * May import the rest of `jpeg`.
 */
import { InvalidJpegError } from "../header.ts";
import { START_OF_IMAGE, START_OF_SCAN } from "../markers.ts";
import { type Box, CellColours, type Cells, cellsOf } from "./cells.ts";
import { decodeCoefficients, type Plane } from "./coefficients.ts";
import { copyScan } from "./copy_scan.ts";
import { encodeScan, pairOf } from "./encode.ts";
import type { HuffmanTable } from "./huffman.ts";
import { publishableSegments } from "./publishable.ts";
import {
  BASELINE,
  EXTENDED,
  type Frame,
  HUFFMAN_TABLES,
  type JpegStructure,
  PROGRESSIVE,
  QUANTISATION_TABLES,
  readStructure,
  RESTART_INTERVAL,
  type Segment,
} from "./structure.ts";

export type { Box } from "./cells.ts";
export { decodeCoefficients, type Plane } from "./coefficients.ts";
export { type JpegStructure, readStructure } from "./structure.ts";

/** A picture to publish. */
export interface BlurredJpeg {
  bytes: Uint8Array<ArrayBuffer>;
  /**
   * `copied`: the bits of all other MCUs are the same. `recoded`: their coefficients are the same, in one sequential scan where
   * there were several (progressive pictures), or with other Huffman tables.
   */
  way: "copied" | "recoded";
}

/**
 * Blurs boxes, and removes anything else that shows the picture: thumbnails, further pictures and videos after it.
 * @param boxes in pixels as stored: the EXIF orientation does not count
 * @param limits `maxPixels`: larger pictures are refused before anything is decoded; for progressive ones see `mostPixelsOf()`
 * @throws InvalidJpegError when it cannot be done; nothing of such a file must be published
 */
export function blurJpeg(file: Uint8Array, boxes: Box[], { maxPixels = Infinity } = {}): BlurredJpeg {
  const structure = readStructure(file), { width, height } = structure.frame;
  if (width * height > maxPixels) throw new InvalidJpegError(`The JPEG has more than ${maxPixels} pixels`);
  const cells = cellsOf(boxes, structure.frame);
  const bytes = copied(structure, cells);
  return bytes ? { bytes, way: "copied" } : { bytes: recoded(structure, cells), way: "recoded" };
}

function copied({ segments, frame, scans }: JpegStructure, cells: Cells): Uint8Array<ArrayBuffer> | undefined {
  const [scan] = scans;
  if (!scan || frame.marker === PROGRESSIVE || scans.length > 1) return undefined;
  if (scan.components.length < frame.components.length) return undefined;
  const result = copyScan(scan, frame, cells);
  if (!result) return undefined;
  const tables = [...result.tables].map(([key, table]) => tableSegment(key, table));
  return joined(
    [...publishableSegments(segments), ...tables, { marker: START_OF_SCAN, content: scan.header }],
    result.data,
  );
}

function recoded(structure: JpegStructure, cells: Cells): Uint8Array<ArrayBuffer> {
  const { segments, frame } = structure;
  const planes = decodeCoefficients(structure);
  blurPlanes(planes, frame, cells);
  const { tables, data } = encodeScan(frame, planes);
  const kept = publishableSegments(segments).flatMap((segment) => {
    if ([HUFFMAN_TABLES, RESTART_INTERVAL].includes(segment.marker)) return [];
    return segment.content === frame.content ? [{ ...segment, marker: sequentialMarker(frame, segments) }] : [segment];
  });
  const added = tables.flatMap(({ dc, ac }, number) => [tableSegment(number, dc), tableSegment(16 | number, ac)]);
  const pairs = frame.components.flatMap(({ id }, index) => [id, pairOf(index) * 0x11]);
  const header = Uint8Array.of(frame.components.length, ...pairs, 0, 63, 0);
  return joined([...kept, ...added, { marker: START_OF_SCAN, content: header }], data);
}

/** Baseline has quantisation tables of 8 bits (T.81, table B.4). */
function sequentialMarker(frame: Frame, segments: Segment[]): number {
  if (frame.marker !== PROGRESSIVE) return frame.marker;
  const has16Bits = segments.some(({ marker, content }) => marker === QUANTISATION_TABLES && (content[0] ?? 0) >> 4);
  return has16Bits ? EXTENDED : BASELINE;
}

function blurPlanes(planes: Plane[], frame: Frame, { ofUnit, count }: Cells): void {
  const colours = new CellColours(count, planes.length);
  const eachBlock = (use: (cell: number, index: number, values: Int16Array, at: number) => void) => {
    for (const [unit, cell] of ofUnit.entries()) {
      if (cell < 0) continue;
      const column = unit % frame.columns, row = (unit - column) / frame.columns;
      for (const [index, { component: { horizontal, vertical }, columns, values }] of planes.entries()) {
        for (let y = row * vertical; y < (row + 1) * vertical; y++) {
          for (let x = column * horizontal; x < (column + 1) * horizontal; x++) {
            use(cell, index, values, (y * columns + x) * 64);
          }
        }
      }
    }
  };
  eachBlock((cell, index, values, at) => colours.add(cell, index, values[at] ?? 0));
  eachBlock((cell, index, values, at) => {
    values.fill(0, at, at + 64);
    values[at] = colours.of(cell, index);
  });
}

function tableSegment(key: number, { counts, symbols }: HuffmanTable): Segment {
  return { marker: HUFFMAN_TABLES, content: Uint8Array.of(key, ...counts, ...symbols) };
}

function joined(segments: Segment[], data: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = segments.reduce((sum, { content }) => sum + content.length + 4, 2);
  const file = new Uint8Array(size + data.length);
  file.set([0xff, START_OF_IMAGE]);
  let at = 2;
  for (const { marker, content } of segments) {
    file.set([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff], at);
    file.set(content, at + 4);
    at += content.length + 4;
  }
  file.set(data, at);
  return file;
}
