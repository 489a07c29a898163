/** Content types of what cameras send, by suffix. Nothing that a browser would run: the rest is only downloaded. */

const MEDIA_TYPES: Record<string, string> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  avif: "image/avif",
  gif: "image/gif",
  jp2: "image/jp2",
  tif: "image/tiff",
  tiff: "image/tiff",
  fit: "image/fits",
  fits: "image/fits",
  mp4: "video/mp4",
  webm: "video/webm",
  mkv: "video/x-matroska",
};

const UNKNOWN = "application/octet-stream";

/** The content type of a file; `application/octet-stream` when its suffix is none of the known ones. */
export function mediaType(path: string): string {
  const suffix = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  return Object.hasOwn(MEDIA_TYPES, suffix) ? MEDIA_TYPES[suffix] : UNKNOWN;
}
