/** EXIF (CIPA DC-008): the directories of an EXIF segment as exiv2 names and texts. */
import { GPS_TAGS, IMAGE_TAGS, INTEROPERABILITY_TAGS, PHOTO_TAGS } from "./tag_names.ts";
import { openTiff, readDirectory, type TiffEntry, type TiffFile } from "./tiff.ts";
import { valueText } from "./value_text.ts";

/** A kind of directory: the names of its tags and the directories its tags point to. */
interface Group {
  names: ReadonlyMap<number, string>;
  /** By pointer tag: the group's name, or one name for each offset in the tag's value. */
  pointers?: Record<number, { groups: string[]; kind: Group }>;
}

const SUB_IFDS = 0x014a, EXIF_IFD = 0x8769, GPS_IFD = 0x8825, INTEROPERABILITY_IFD = 0xa005;
const MOST_SUB_IFDS = 9;

const interoperability: Group = { names: INTEROPERABILITY_TAGS };
const gps: Group = { names: GPS_TAGS };
const photo: Group = {
  names: PHOTO_TAGS,
  pointers: { [INTEROPERABILITY_IFD]: { groups: ["Iop"], kind: interoperability } },
};
const subImage: Group = { names: IMAGE_TAGS };
const mainImage: Group = {
  names: IMAGE_TAGS,
  pointers: {
    [SUB_IFDS]: { groups: numbered("SubImage"), kind: subImage },
    [EXIF_IFD]: { groups: ["Photo"], kind: photo },
    [GPS_IFD]: { groups: ["GPSInfo"], kind: gps },
  },
};
const thumbnail: Group = {
  names: IMAGE_TAGS,
  pointers: { [SUB_IFDS]: { groups: numbered("SubThumb"), kind: subImage } },
};

/** The chain of directories from IFD0 on. */
const CHAIN: [string, Group][] = [
  ["Image", mainImage],
  ["Thumbnail", thumbnail],
  ["Image2", subImage],
  ["Image3", subImage],
];

/** Offsets are LONG, IFD or, in sloppy files, signed. */
const OFFSET_TYPES = new Set([4, 9, 13]);

/**
 * Reads EXIF.
 * @param bytes the TIFF file of the segment, after `Exif\0\0`
 * @returns `Exif.<group>.<tag>` → text; undefined when the bytes are not EXIF
 */
export function readExif(bytes: Uint8Array): Map<string, string> | undefined {
  const tiff = openTiff(bytes);
  if (!tiff) return undefined;
  const tags = new Map<string, string>();
  const visited = new Set<number>();
  let offset = tiff.firstDirectory;
  for (const [name, group] of CHAIN) {
    offset = readGroup(tiff, offset, name, group, tags, visited);
    if (offset === 0) break;
  }
  return tags;
}

/** Reads one directory and those it points to; gives the offset of the next in the chain. */
function readGroup(
  tiff: TiffFile,
  offset: number,
  groupName: string,
  group: Group,
  tags: Map<string, string>,
  visited: Set<number>,
): number {
  if (visited.has(offset)) return 0;
  visited.add(offset);
  const directory = readDirectory(tiff, offset);
  for (const entry of directory?.entries ?? []) {
    const name = group.names.get(entry.tag);
    const key = `Exif.${groupName}.${name}`;
    // Of a repeated tag the first counts.
    if (name && !tags.has(key)) tags.set(key, valueText(entry, name, tiff.littleEndian));
    const pointed = group.pointers?.[entry.tag];
    if (!pointed) continue;
    const targets = offsetsIn(entry, tiff.littleEndian, pointed.groups.length);
    pointed.groups.forEach((name, index) => {
      const target = targets[index];
      if (target !== undefined) readGroup(tiff, target, name, pointed.kind, tags, visited);
    });
  }
  return directory?.next ?? 0;
}

function offsetsIn({ type, value }: TiffEntry, littleEndian: boolean, most: number): number[] {
  if (!OFFSET_TYPES.has(type)) return [];
  const count = Math.min(Math.floor(value.byteLength / 4), most);
  return Array.from({ length: count }, (_, index) => value.getUint32(index * 4, littleEndian));
}

function numbered(name: string): string[] {
  return Array.from({ length: MOST_SUB_IFDS }, (_, index) => `${name}${index + 1}`);
}
