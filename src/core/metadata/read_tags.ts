/** All metadata tags of a JPEG in one table, whichever of its segments holds them. */
import { APP1, APP13, COMMENT, type JpegHeader, type JpegSegment } from "../jpeg/mod.ts";
import { readExif } from "./exif/read_exif.ts";
import { readIptc } from "./iptc/read_iptc.ts";
import { mapillaryTags } from "./mapillary.ts";
import { cleanText, decodeText, decodeXml } from "./text_encoding.ts";
import type { Warn } from "./metadata_warning.ts";
import { readXmp } from "./xmp/read_xmp.ts";

/** Tags by exiv2's names, such as `Exif.Photo.DateTimeOriginal`, with exiv2's text for their values. */
export type Tags = ReadonlyMap<string, string>;

/** What an EXIF segment begins with (EXIF 3.0, 4.7.2.1). */
export const EXIF_SIGNATURE = signature("Exif\0\0");
/** What an XMP segment begins with (ISO 16684-3, 1.1.3). */
export const XMP_SIGNATURE = signature("http://ns.adobe.com/xap/1.0/\0");
const PHOTOSHOP_SIGNATURE = signature("Photoshop 3.0\0");

/**
 * Reads EXIF, IPTC, XMP and the JPEG comment. Where a kind occurs twice, the first segment counts.
 * A part that cannot be read is left out with a warning.
 */
export function readTags(header: JpegHeader, warn: Warn): Tags {
  const tags = new Map<string, string>();
  const add = (found: ReadonlyMap<string, string>) => {
    for (const [name, text] of found) tags.set(name, cleanText(text));
  };

  const exif = findContent(header.segments, APP1, EXIF_SIGNATURE);
  if (exif && exif.length > 0) {
    const found = readExif(exif);
    if (found) add(found);
    else warn("metadata.exif_unreadable");
  }
  const photoshop = findContent(header.segments, APP13, PHOTOSHOP_SIGNATURE);
  if (photoshop) add(readIptc(photoshop));
  const xmp = findContent(header.segments, APP1, XMP_SIGNATURE);
  if (xmp) {
    try {
      add(readXmp(decodeXml(xmp)));
    } catch {
      warn("metadata.xmp_unreadable");
    }
  }
  const comment = readComment(header.segments);
  if (comment) tags.set("Exif.Photo.UserComment", comment);
  add(mapillaryTags(tags.get("Exif.Image.ImageDescription")));
  return tags;
}

/** Blank comments are passed over, but not endlessly. */
const MOST_COMMENTS = 8;

function readComment(segments: JpegSegment[]): string | undefined {
  const comments = segments.filter(({ marker }) => marker === COMMENT).slice(0, MOST_COMMENTS);
  return comments.map(({ bytes }) => cleanText(decodeText(bytes))).find((text) => text !== "");
}

function findContent(segments: JpegSegment[], marker: number, start: Uint8Array): Uint8Array | undefined {
  return findSegment(segments, marker, start)?.bytes.subarray(start.length);
}

/** The first segment of a marker whose content begins so. */
export function findSegment(segments: JpegSegment[], marker: number, start: Uint8Array): JpegSegment | undefined {
  return segments.find((segment) => segment.marker === marker && startsWith(segment.bytes, start));
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function signature(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
