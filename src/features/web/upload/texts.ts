/** Texts that the scripts of the upload page show. */
export const UPLOAD_TEXTS = [
  "Everything is ready.",
  "Looking at {count} files…",
  "No picture was accepted.",
  "Not a JPEG picture",
  "Processing…",
  "Sending…",
  "Show on the map",
  "The connection failed",
  "The same picture twice",
  "There is no picture among these files.",
  "{count} pictures",
  "{done} of {count} pictures are ready",
  "{done} of {count} pictures, {sent} of {size}",
] as const;
