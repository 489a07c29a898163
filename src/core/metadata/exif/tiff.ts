/** The TIFF structure EXIF is kept in (TIFF 6.0, section 2), read with bounds: no offset or count in it is trusted. */

/** One entry of a directory. */
export interface TiffEntry {
  tag: number;
  /** TIFF type: 1 BYTE, 2 ASCII, 3 SHORT, 4 LONG, 5 RATIONAL, 7 UNDEFINED, … */
  type: number;
  /** The value, in the file's byte order; empty when it cannot be read. */
  value: DataView;
}

/** A TIFF file, most often the content of an EXIF segment. */
export interface TiffFile {
  view: DataView;
  littleEndian: boolean;
  /** Offset of the first directory (IFD0). */
  firstDirectory: number;
  /** Bytes of values that may still be read. */
  valueBytesLeft: number;
}

/** A list of entries and the offset of the directory that follows (0: none). */
export interface TiffDirectory {
  entries: TiffEntry[];
  next: number;
}

/** Bytes of one value, by TIFF type; types not listed here count as bytes. */
const TYPE_SIZES: Record<number, number> = { 3: 2, 4: 4, 5: 8, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4 };

/** More entries than cameras write; a larger count is taken for a broken directory. */
const MOST_ENTRIES = 256;

const ENTRY_SIZE = 12;

/** Values do not overlap in honest files; twice their size is more than enough, and stops entries that all claim everything. */
const VALUE_BYTES_PER_BYTE = 2;

/** Bytes of the value of a directory's entry (12 bytes of the file). */
export function valueSize(entry: DataView, littleEndian: boolean): number {
  return entry.getUint32(4, littleEndian) * (TYPE_SIZES[entry.getUint16(2, littleEndian)] ?? 1);
}

/** Opens TIFF bytes; undefined when they have no TIFF header. */
export function openTiff(bytes: Uint8Array): TiffFile | undefined {
  if (bytes.length < 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return undefined;
  const littleEndian = order === 0x4949;
  if (view.getUint16(2, littleEndian) !== 42) return undefined;
  return {
    view,
    littleEndian,
    firstDirectory: view.getUint32(4, littleEndian),
    valueBytesLeft: bytes.length * VALUE_BYTES_PER_BYTE,
  };
}

/** Reads the directory at an offset; undefined when there is none. Entries cut by the end of the file are left out. */
export function readDirectory(tiff: TiffFile, offset: number): TiffDirectory | undefined {
  const { view, littleEndian } = tiff;
  if (offset < 8 || offset + 2 > view.byteLength) return undefined;
  const count = view.getUint16(offset, littleEndian);
  if (count > MOST_ENTRIES) return undefined;
  const entries: TiffEntry[] = [];
  const end = offset + 2 + count * ENTRY_SIZE;
  for (let at = offset + 2; at < end && at + ENTRY_SIZE <= view.byteLength; at += ENTRY_SIZE) {
    const type = view.getUint16(at + 2, littleEndian);
    const length = valueSize(new DataView(view.buffer, view.byteOffset + at, ENTRY_SIZE), littleEndian);
    // Values of up to 4 bytes stand in the entry itself, in place of their offset.
    const start = length <= 4 ? at + 8 : view.getUint32(at + 8, littleEndian);
    const isReadable = start + length <= view.byteLength && length <= tiff.valueBytesLeft;
    if (isReadable) tiff.valueBytesLeft -= length;
    const value = new DataView(view.buffer, view.byteOffset + (isReadable ? start : 0), isReadable ? length : 0);
    entries.push({ tag: view.getUint16(at, littleEndian), type, value });
  }
  return { entries, next: end + 4 <= view.byteLength ? view.getUint32(end, littleEndian) : 0 };
}
