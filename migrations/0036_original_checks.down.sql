DROP TABLE original_checks;
