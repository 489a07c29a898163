DROP TABLE deactivated_accounts, api_keys;
