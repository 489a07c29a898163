-- Who uses the instance, and the parameters its administrator may change while it runs.

-- Scripts of existing instances call uuid-ossp; the schema itself does not need it.
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TYPE account_role AS ENUM ('user', 'admin');
CREATE TYPE visibility_status AS ENUM ('anyone', 'owner-only', 'logged-only');

CREATE TABLE accounts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name varchar NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  oauth_provider varchar,
  oauth_id varchar,
  created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  role account_role NOT NULL DEFAULT 'user',
  collaborative_metadata boolean,
  default_visibility visibility_status,
  tos_accepted_at timestamptz,
  tos_accepted boolean GENERATED ALWAYS AS (tos_accepted_at IS NOT NULL) STORED,
  tos_latest_change_read_at timestamptz
);
CREATE UNIQUE INDEX at_most_one_default ON accounts (is_default) WHERE is_default;
CREATE UNIQUE INDEX oauth_id_idx ON accounts (oauth_provider, oauth_id);
CREATE INDEX accounts_created_at_idx ON accounts (created_at, id);
-- GiST rather than GIN: it also serves ORDER BY name <-> $1, the search of users by likeness.
CREATE INDEX accounts_name_trgm_idx ON accounts USING gist (name gist_trgm_ops);
COMMENT ON COLUMN accounts.name IS 'As the login provider gives it; not unique';

CREATE TABLE tokens (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid REFERENCES accounts (id) ON DELETE CASCADE,
  description varchar,
  generated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX tokens_account_id_idx ON tokens (account_id, generated_at);
COMMENT ON COLUMN tokens.account_id IS 'NULL until an account claims the token';

CREATE FUNCTION generate_default_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tokens (account_id, description) SELECT id, 'default token' FROM new_rows;
  RETURN NULL;
END $$;
CREATE TRIGGER accounts_default_token AFTER INSERT ON accounts
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION generate_default_token();

CREATE TABLE configurations (
  onerow_id boolean PRIMARY KEY DEFAULT true CHECK (onerow_id),
  collaborative_metadata boolean,
  default_visibility visibility_status,
  default_split_distance integer DEFAULT 100,
  default_split_time interval DEFAULT '5 minutes',
  default_duplicate_distance real DEFAULT 1,
  default_duplicate_rotation integer DEFAULT 60
);
COMMENT ON COLUMN configurations.default_split_distance IS 'Metres; NULL turns splitting off';
COMMENT ON COLUMN configurations.default_duplicate_distance IS 'Metres; NULL turns the search for duplicates off';
COMMENT ON COLUMN configurations.default_duplicate_rotation IS 'Degrees; NULL turns the search for duplicates off';

CREATE TABLE refresh_database (
  refreshed_at timestamptz
);
COMMENT ON TABLE refresh_database IS 'One row: when the grid was last brought up to date; its lock makes the refresh single-flight';

INSERT INTO accounts (name, is_default, role) VALUES ('Default account', true, 'admin');
INSERT INTO configurations DEFAULT VALUES;
INSERT INTO refresh_database (refreshed_at) VALUES (NULL);
