DROP TABLE allsky_checks;
