/** The EXIF, IPTC and XMP tags of an item, without those that hold binary data. */

const BINARY = new Set([
  "Exif.Canon.AFInfo",
  "Exif.Canon.AFInfo3",
  "Exif.Canon.CameraInfo",
  "Exif.Canon.ColorData",
  "Exif.Canon.ContrastInfo",
  "Exif.Canon.CustomFunctions",
  "Exif.Canon.DustRemovalData",
  "Exif.Canon.VignettingCorr",
  "Exif.Image.PrintImageMatching",
  "Exif.Panasonic.DataDump",
  "Exif.Panasonic.FaceDetInfo",
  "Exif.Photo.MakerNote",
]);

/** Tags that have no name in Exiv2. */
const NAMELESS = /\.0x[0-9a-f]+$/i;

/** The tags that are readable; the pictures of older instances were stored with all. */
export function readableTags(tags: Record<string, string>): Record<string, string> {
  for (const name in tags) {
    if (isBinary(name)) {
      return Object.fromEntries(Object.entries(tags).filter(([name]) => !isBinary(name)));
    }
  }
  return tags;
}

function isBinary(name: string): boolean {
  return BINARY.has(name) || NAMELESS.test(name);
}
