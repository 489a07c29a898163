/** Texts that the script of the page shows to everybody. */
export const PICTURE_TEXTS = ["admin.copied", "gallery.report_sent", "web.map_host_denied"] as const;

/** Those for who may change the picture, in addition. */
export const PICTURE_EDIT_TEXTS = [
  "gallery.capture_time_utc",
  "gallery.change_line",
  "gallery.delete_picture_question",
  "gallery.heading",
  "gallery.move_marker",
  "gallery.no_changes",
  "gallery.place",
  "gallery.turn_handle",
  "web.audience_anyone",
  "web.audience_logged_only",
  "web.audience_owner_only",
  "web.saved",
  "web.undo",
  "web.undone",
  "web.visibility",
] as const;
