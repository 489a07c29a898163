DROP TABLE files, sequences_pictures, sequences, pictures, upload_sets;
DROP FUNCTION pictures_hpixdens(), h_pixel_density(jsonb);
DROP TYPE file_rejection_status, file_type, sequence_sort, sequence_status, picture_preparing_status, picture_status,
  upload_set_sort_method;
