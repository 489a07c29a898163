DROP FUNCTION is_picture_visible_by_user(pictures, uuid), is_sequence_visible_by_user(sequences, uuid),
  is_upload_set_visible_by_user(upload_sets, uuid);
