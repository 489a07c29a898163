/** Texts that the scripts of the upload page show. */
export const UPLOAD_TEXTS = [
  "web.everything_ready",
  "web.checking_files",
  "web.no_picture_accepted",
  "web.not_jpeg",
  "web.processing",
  "web.sending",
  "web.show_on_map",
  "web.connection_failed",
  "web.duplicate_file",
  "web.no_pictures_among_files",
  "web.picture_count",
  "web.pictures_ready",
  "web.pictures_sent",
] as const;
