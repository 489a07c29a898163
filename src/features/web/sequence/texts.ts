/** Texts that the scripts of the page show to everybody. */
export const SEQUENCE_TEXTS = [
  "admin.copied",
  "gallery.next_page",
  "gallery.none_visible",
  "gallery.page_of",
  "gallery.picture_number",
  "gallery.previous_page",
  "gallery.selected",
  "gallery.still_processed",
  "web.audience_anyone",
  "web.audience_logged_only",
  "web.audience_owner_only",
  "web.map_host_denied",
] as const;

/** Those for who may change the sequence, in addition. */
export const SEQUENCE_EDIT_TEXTS = [
  "gallery.changed_count",
  "gallery.changed_count_one",
  "gallery.delete_selected_question",
  "gallery.delete_selected_question_one",
  "gallery.merge_question",
  "gallery.merged",
  "gallery.shift_result",
  "gallery.split_done",
  "gallery.split_title",
  "web.delete_forever",
  "web.deleted",
  "web.saved",
] as const;

/** Those of the history, which its owner sees. */
export const SEQUENCE_HISTORY_TEXTS = [
  "gallery.change_line",
  "gallery.change_merge",
  "gallery.change_merge_one",
  "gallery.change_split",
  "gallery.change_split_one",
  "gallery.change_undo",
  "gallery.change_undo_one",
  "gallery.no_sequence_changes",
  "gallery.order",
  "gallery.to_sequence",
  "web.title",
  "web.undo",
  "web.undone",
  "web.visibility",
] as const;
