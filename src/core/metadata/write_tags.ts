/** Writes tags into the header of a JPEG. No pixel is touched: only the EXIF and XMP segments are replaced. */
import { Buffer } from "node:buffer";
import { APP0, APP1, type JpegHeader, type JpegSegment } from "../jpeg/mod.ts";
import { writableTag } from "./exif/tag_types.ts";
import { type TagToWrite, TagValueError, writeExif } from "./exif/write_exif.ts";
import { EXIF_SIGNATURE, findSegment, XMP_SIGNATURE } from "./read_tags.ts";
import { decodeXml } from "./text_encoding.ts";
import { isWritableProperty, type PropertyToWrite, writeXmp } from "./xmp/write_xmp.ts";

export { TagValueError };

/** Bytes of a segment's content at most: its length has 16 bits and counts itself. */
const LONGEST_SEGMENT = 0xffff - 2;
const SEGMENT_HEAD = 4;

/** The picture's own metadata leave no room for more in their segment. */
export class NoRoomError extends Error {
  override name = "NoRoomError";
}

/** Whether a tag of this exiv2 name can be written. */
export function isWritable(name: string): boolean {
  return writableTag(name) !== undefined || xmpName(name) !== undefined;
}

/**
 * Writes tags, replacing those that are there.
 * @param head the first bytes of the file, up to its scan data at least
 * @param header what `readJpegHeader()` has read from `head`
 * @param tags by exiv2's names, with exiv2's texts; each must be writable
 * @returns the new first bytes; the rest of the file follows unchanged
 * @throws TagValueError, NoRoomError
 */
export function writeTags(head: Uint8Array, header: JpegHeader, tags: ReadonlyMap<string, string>): Uint8Array {
  const exif: TagToWrite[] = [], xmp: PropertyToWrite[] = [];
  for (const [name, text] of tags) {
    const tag = writableTag(name);
    if (tag) exif.push({ ...tag, name, text });
    else {
      const property = xmpName(name);
      if (property) xmp.push({ ...property, text });
    }
  }
  const { segments } = header;
  const exifSegment = findSegment(segments, APP1, EXIF_SIGNATURE);
  const xmpSegment = findSegment(segments, APP1, XMP_SIGNATURE);
  const edits: Edit[] = [];
  // EXIF 3.0 (4.5.4) wants its segment first, JFIF (ITU-T T.871, 10.1) its own: EXIF comes right behind JFIF.
  const start = segments[0]?.marker === APP0 ? endOf(segments[0], head) : 2;
  if (exif.length > 0) {
    const content = Buffer.concat([
      EXIF_SIGNATURE,
      writeExif(exifSegment?.bytes.subarray(EXIF_SIGNATURE.length), exif),
    ]);
    edits.push({ ...placeOf(exifSegment, head, start), content });
  }
  if (xmp.length > 0) {
    const packet = xmpSegment && decodeXml(xmpSegment.bytes.subarray(XMP_SIGNATURE.length));
    const content = Buffer.concat([XMP_SIGNATURE, Buffer.from(writeXmp(packet, xmp))]);
    edits.push({ ...placeOf(xmpSegment, head, exifSegment ? endOf(exifSegment, head) : start), content });
  }
  return apply(head, edits);
}

interface Edit {
  /** Bytes to replace, from the start of the file. */
  from: number;
  to: number;
  /** Content of the APP1 segment to put there. */
  content: Uint8Array;
}

function placeOf(segment: JpegSegment | undefined, head: Uint8Array, otherwise: number): Pick<Edit, "from" | "to"> {
  if (!segment) return { from: otherwise, to: otherwise };
  return { from: endOf(segment, head) - segment.bytes.length - SEGMENT_HEAD, to: endOf(segment, head) };
}

/** Contents of segments are views of the file's bytes. */
function endOf(segment: JpegSegment, head: Uint8Array): number {
  return segment.bytes.byteOffset - head.byteOffset + segment.bytes.length;
}

function apply(head: Uint8Array, edits: Edit[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let position = 0;
  for (const { from, to, content } of edits.toSorted((a, b) => a.from - b.from)) {
    if (content.length > LONGEST_SEGMENT) throw new NoRoomError("The metadata of the picture leave no room for more");
    const length = content.length + 2;
    parts.push(head.subarray(position, from), Uint8Array.of(0xff, APP1, length >> 8, length & 0xff), content);
    position = to;
  }
  return Buffer.concat([...parts, head.subarray(position)]);
}

/** `Xmp.<prefix>.<property>` of a property that can be written. */
function xmpName(name: string): { prefix: string; local: string } | undefined {
  const [, prefix, local] = /^Xmp\.([^.]+)\.([^./[\]]+)$/.exec(name) ?? [];
  return prefix && local && isWritableProperty(prefix, local) ? { prefix, local } : undefined;
}
