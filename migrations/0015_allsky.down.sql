DROP TABLE allsky_discarded_files, allsky_keogram_rows, allsky_assets, allsky_cameras;
DROP TYPE allsky_kind;
