-- Extensions stay: other schemas of the database may use them.
DROP TABLE refresh_database, configurations, tokens, accounts;
DROP FUNCTION generate_default_token();
DROP TYPE visibility_status, account_role;
