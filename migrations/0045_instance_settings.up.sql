-- Settings that administrators change while the program runs.

CREATE TABLE instance_settings (
  name varchar PRIMARY KEY,
  value varchar NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
COMMENT ON TABLE instance_settings IS 'Settings that administrators chose; the environment wins over them';
COMMENT ON COLUMN instance_settings.value IS 'As the environment variable of this name would have it';
