DROP TRIGGER pictures_last_of_upload_set ON pictures;
DROP TRIGGER pictures_queue_delete ON pictures;
DROP TRIGGER pictures_queue_prepare ON pictures;
DROP TRIGGER upload_sets_queue_dispatch ON upload_sets;
DROP TABLE job_history, job_queue;
DROP FUNCTION delete_upload_set_on_last_picture(), upload_set_completion(), ask_for_all_file_deletion_after_delete(),
  picture_insertion(), notify_runners();
DROP TYPE job_type;
