-- Texts of the instance, in HTML: terms of service, end-user licence agreement and the like.

CREATE TABLE pages (
  name varchar(50) NOT NULL,
  lang varchar(10) NOT NULL,
  content text NOT NULL,
  updated_at timestamptz,
  PRIMARY KEY (name, lang)
);
COMMENT ON COLUMN pages.updated_at IS 'When a change was last published; NULL until the first';
