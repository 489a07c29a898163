/**
 * Changes tags of an EXIF block. What is there stays where it is, as maker notes hold offsets that nobody else can correct. A
 * new value takes the place of the old one where it fits; other values, and directories that got another entry, are appended
 * (TIFF 6.0, section 2: directories may be anywhere).
 */
import { LONG, type WritableGroup, type WritableTag } from "./tag_types.ts";
import { openTiff, valueSize } from "./tiff.ts";
import { valueBytes } from "./value_bytes.ts";

/** A tag to write, replacing the one that is there. */
export interface TagToWrite extends WritableTag {
  /** `Exif.Photo.DateTimeOriginal` */
  name: string;
  /** As exiv2 writes it. */
  text: string;
}

/** A value does not fit its tag. */
export class TagValueError extends Error {
  readonly tag: string;
  readonly text: string;

  constructor(tag: string, text: string) {
    super(`\`${text}\` is not a value of ${tag}`);
    this.tag = tag;
    this.text = text;
    this.name = "TagValueError";
  }
}

/** Tags of IFD0 that point to the other directories. */
const POINTERS: Record<Exclude<WritableGroup, "Image">, number> = { Photo: 0x8769, GPSInfo: 0x8825 };
const ENTRY_BYTES = 12, HEADER_BYTES = 8, INLINE_BYTES = 4;
const MOST_ENTRIES = 256;
/** `II`, 42, and no directory yet. */
const EMPTY = Uint8Array.of(0x49, 0x49, 42, 0, 0, 0, 0, 0);

/**
 * Writes tags.
 * @param block the TIFF file of an EXIF segment, after `Exif\0\0`; when undefined or unreadable, a new one is made
 * @returns the new TIFF file
 * @throws TagValueError
 */
export function writeExif(block: Uint8Array | undefined, tags: TagToWrite[]): Uint8Array {
  const file = new TiffAppender(block && openTiff(block) ? block : EMPTY);
  const main = file.directoryAt(file.firstDirectory);
  for (const group of ["Photo", "GPSInfo"] as const) {
    const wanted = tags.filter((tag) => tag.group === group);
    if (wanted.length === 0) continue;
    const directory = file.directoryAt(main.pointer(POINTERS[group]));
    for (const tag of wanted) directory.set(tag);
    main.setLong(POINTERS[group], directory.save());
  }
  for (const tag of tags) if (tag.group === "Image") main.set(tag);
  file.firstDirectory = main.save();
  return file.bytes();
}

class TiffAppender {
  readonly littleEndian: boolean;
  readonly #first: Uint8Array;
  readonly #chunks: Uint8Array[];
  readonly #directories: { from: number; to: number }[] = [];
  #length: number;

  constructor(start: Uint8Array) {
    const copy = start.slice();
    this.#first = copy;
    this.#chunks = [copy];
    this.#length = copy.length;
    this.littleEndian = copy[0] === 0x49;
  }

  get firstDirectory(): number {
    return this.#start.getUint32(4, this.littleEndian);
  }

  set firstDirectory(offset: number) {
    this.#start.setUint32(4, offset, this.littleEndian);
  }

  /** The directory at an offset; an empty one where none is. */
  directoryAt(offset: number): Directory {
    const view = this.#start;
    const isThere = offset >= HEADER_BYTES && offset + 2 <= view.byteLength;
    const count = isThere ? view.getUint16(offset, this.littleEndian) : 0;
    const end = offset + 2 + count * ENTRY_BYTES;
    if (!isThere || count > MOST_ENTRIES || end > view.byteLength) return new Directory(this, 0, [], 0);
    this.#directories.push({ from: offset, to: end + 4 });
    const entries = Array.from({ length: count }, (_, index) => {
      const at = view.byteOffset + offset + 2 + index * ENTRY_BYTES;
      return new DataView(view.buffer, at, ENTRY_BYTES);
    });
    const next = end + 4 <= view.byteLength ? view.getUint32(end, this.littleEndian) : 0;
    return new Directory(this, offset, entries, next);
  }

  /** Writes over old bytes. @returns false where that would hit the header or a directory, or leave the block */
  overwrite(offset: number, bytes: Uint8Array, length: number): boolean {
    const view = this.#start;
    const end = offset + length;
    const isFree = offset >= HEADER_BYTES && end <= view.byteLength &&
      this.#directories.every(({ from, to }) => end <= from || offset >= to);
    if (isFree) new Uint8Array(view.buffer, view.byteOffset + offset, length).fill(0).set(bytes);
    return isFree;
  }

  /** Adds bytes at an even offset, as TIFF wants it. @returns the offset */
  append(bytes: Uint8Array): number {
    if (this.#length % 2 === 1) this.#push(new Uint8Array(1));
    const offset = this.#length;
    this.#push(bytes);
    return offset;
  }

  bytes(): Uint8Array {
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }

  get #start(): DataView {
    const { buffer, byteOffset, byteLength } = this.#first;
    return new DataView(buffer, byteOffset, byteLength);
  }

  #push(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#length += bytes.length;
  }
}

class Directory {
  readonly #file: TiffAppender;
  /** 0 when it is in no file yet. */
  readonly #offset: number;
  readonly #next: number;
  #entries: DataView[];
  #hasNewEntries = false;

  /** @param next offset of the directory that follows in the chain; 0: none */
  constructor(file: TiffAppender, offset: number, entries: DataView[], next: number) {
    this.#file = file;
    this.#offset = offset;
    this.#entries = entries;
    this.#next = next;
  }

  /** The offset a tag holds; 0 when it is not there. */
  pointer(tag: number): number {
    return this.#find(tag)?.getUint32(8, this.#file.littleEndian) ?? 0;
  }

  set({ id, type, name, text }: TagToWrite): void {
    const { littleEndian } = this.#file;
    const value = valueBytes(name, type, text, littleEndian);
    if (!value) throw new TagValueError(name, text);
    const old = this.#find(id);
    const room = old ? valueSize(old, littleEndian) : 0, oldOffset = old?.getUint32(8, littleEndian) ?? 0;
    const entry = this.#prepare(id, type, value.count);
    if (value.bytes.length <= INLINE_BYTES) {
      for (let index = 0; index < INLINE_BYTES; index++) entry.setUint8(8 + index, value.bytes[index] ?? 0);
    } else if (
      value.bytes.length > room || room <= INLINE_BYTES || !this.#file.overwrite(oldOffset, value.bytes, room)
    ) {
      entry.setUint32(8, this.#file.append(value.bytes), littleEndian);
    }
  }

  setLong(id: number, value: number): void {
    this.#prepare(id, LONG, 1).setUint32(8, value, this.#file.littleEndian);
  }

  /** @returns the offset of the directory: the old one, unless there was none or it got longer */
  save(): number {
    if (this.#offset > 0 && !this.#hasNewEntries) return this.#offset;
    const { littleEndian } = this.#file;
    const view = new DataView(new ArrayBuffer(2 + this.#entries.length * ENTRY_BYTES + 4));
    view.setUint16(0, this.#entries.length, littleEndian);
    // Entries are sorted by tag (TIFF 6.0, section 2).
    this.#entries.toSorted((a, b) => this.#tagOf(a) - this.#tagOf(b)).forEach((entry, index) => {
      const bytes = new Uint8Array(entry.buffer, entry.byteOffset, ENTRY_BYTES);
      new Uint8Array(view.buffer).set(bytes, 2 + index * ENTRY_BYTES);
    });
    view.setUint32(view.byteLength - 4, this.#next, littleEndian);
    return this.#file.append(new Uint8Array(view.buffer));
  }

  /** The entry of a tag, or a new one, with this type and count. */
  #prepare(id: number, type: number, count: number): DataView {
    const { littleEndian } = this.#file;
    let entry = this.#find(id);
    if (!entry) {
      entry = new DataView(new ArrayBuffer(ENTRY_BYTES));
      entry.setUint16(0, id, littleEndian);
      this.#entries.push(entry);
      this.#hasNewEntries = true;
    }
    entry.setUint16(2, type, littleEndian);
    entry.setUint32(4, count, littleEndian);
    return entry;
  }

  /** Of a repeated tag the first counts. */
  #find(id: number): DataView | undefined {
    return this.#entries.find((entry) => this.#tagOf(entry) === id);
  }

  #tagOf(entry: DataView): number {
    return entry.getUint16(0, this.#file.littleEndian);
  }
}
