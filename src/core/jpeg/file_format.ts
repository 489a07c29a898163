/** Tells by its first bytes what a file is, for those who sent something else than a JPEG. */

/** What a file is. Names of formats are the same in all languages. */
export interface FileFormat {
  /** As people call it: `HEIC`, `MP4`. */
  name: string;
  kind: "picture" | "raw picture" | "video" | "document" | "archive";
}

/** Bytes that `readFileFormat()` looks at. */
export const FORMAT_BYTES = 64;

/** Text at a place of the file; `?` stands for any character. */
type Signature = [at: number, text: string, name: string, kind: FileFormat["kind"]];

/** The first that fits counts. */
const SIGNATURES: Signature[] = [
  [0, "\xff\xd8\xff", "JPEG", "picture"],
  [0, "\x89PNG\r\n\x1a\n", "PNG", "picture"],
  [0, "GIF8", "GIF", "picture"],
  [0, "BM????\0\0\0\0", "BMP", "picture"],
  [0, "RIFF????WEBP", "WebP", "picture"],
  [0, "RIFF????AVI ", "AVI", "video"],
  [0, "\xff\x0a", "JPEG XL", "picture"],
  [0, "\0\0\0\x0cJXL ", "JPEG XL", "picture"],
  [0, "\0\0\0\x0cjP  ", "JPEG 2000", "picture"],
  [0, "\xff\x4f\xff\x51", "JPEG 2000", "picture"],
  [0, "8BPS", "PSD", "picture"],
  [4, "ftypavif", "AVIF", "picture"],
  [4, "ftypavis", "AVIF", "picture"],
  [4, "ftyphei", "HEIC", "picture"],
  [4, "ftyphev", "HEIC", "picture"],
  [4, "ftypmif1", "HEIF", "picture"],
  [4, "ftypmsf1", "HEIF", "picture"],
  [4, "ftypcrx ", "Canon CR3", "raw picture"],
  [4, "ftypqt  ", "MOV", "video"],
  [4, "ftyp3g", "3GP", "video"],
  [4, "ftyp", "MP4", "video"],
  [4, "moov", "MOV", "video"],
  [0, "\x1a\x45\xdf\xa3", "Matroska or WebM", "video"],
  [0, "\0\0\x01\xba", "MPEG", "video"],
  [0, "FUJIFILMCCD-RAW", "Fujifilm RAF", "raw picture"],
  [0, "IIRO", "Olympus ORF", "raw picture"],
  [0, "IIRS", "Olympus ORF", "raw picture"],
  [0, "MMOR", "Olympus ORF", "raw picture"],
  [0, "IIU\0", "Panasonic RW2", "raw picture"],
  [0, "\0MRM", "Minolta MRW", "raw picture"],
  [0, "FOVb", "Sigma X3F", "raw picture"],
  [0, "II*\0????CR", "Canon CR2", "raw picture"],
  // DNG, NEF, ARW and others are TIFF files that only differ in their tags.
  [0, "II*\0", "TIFF, DNG or another camera's raw format", "raw picture"],
  [0, "MM\0*", "TIFF, DNG or another camera's raw format", "raw picture"],
  [0, "%PDF", "PDF", "document"],
  [0, "PK\x03\x04", "ZIP", "archive"],
  [0, "\x1f\x8b", "gzip", "archive"],
  [0, "7z\xbc\xaf\x27\x1c", "7-Zip", "archive"],
  [0, "Rar!", "RAR", "archive"],
  [0, "<?xml", "XML", "document"],
  [0, "<!DOCTYPE", "HTML", "document"],
  [0, "<html", "HTML", "document"],
  [0, "{", "JSON", "document"],
];

/**
 * What a file is; undefined when its first bytes are of none that is known.
 * @param bytes the first ones of the file, `FORMAT_BYTES` are enough
 */
export function readFileFormat(bytes: Uint8Array): FileFormat | undefined {
  const found = SIGNATURES.find(([at, text]) =>
    bytes.length >= at + text.length &&
    Array.from(text).every((character, index) => character === "?" || bytes[at + index] === character.charCodeAt(0))
  );
  return found && { name: found[2], kind: found[3] };
}
