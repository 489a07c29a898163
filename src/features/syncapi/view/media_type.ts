/** Content types of what cameras send, by suffix: only what a browser would not run. Everything else is a download. */

const MEDIA_TYPES = new Map([
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["png", "image/png"],
  ["webp", "image/webp"],
  ["avif", "image/avif"],
  ["gif", "image/gif"],
  ["jp2", "image/jp2"],
  ["tif", "image/tiff"],
  ["tiff", "image/tiff"],
  ["fit", "image/fits"],
  ["fits", "image/fits"],
  ["mp4", "video/mp4"],
  ["webm", "video/webm"],
  ["mkv", "video/x-matroska"],
]);

const UNKNOWN = "application/octet-stream";

/** The content type of a file; `application/octet-stream` for an unknown suffix. */
export function mediaType(path: string): string {
  const suffix = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  return MEDIA_TYPES.get(suffix) ?? UNKNOWN;
}
