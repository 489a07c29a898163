DROP TRIGGER pictures_updated ON pictures;
DROP TRIGGER sequences_pictures_ranked ON sequences_pictures;
DROP TRIGGER sequences_pictures_deleted ON sequences_pictures;
DROP TRIGGER sequences_pictures_inserted ON sequences_pictures;
DROP FUNCTION pictures_updates_on_sequences(), update_sequence_on_new_ranks(),
  update_sequence_on_sequences_pictures_deletion(), update_sequence_on_picture_insertion(), refresh_sequences(uuid[]),
  compute_sequence_summary(uuid), compute_sequence_bbox(uuid), compute_sequence_geom(uuid);
