DROP TABLE sequences_semantics_history, pictures_semantics_history, annotations_semantics, annotations, pictures_semantics,
  sequences_semantics, upload_sets_semantics;
