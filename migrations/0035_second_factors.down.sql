DROP TABLE second_factors, recovery_codes, passkeys;
