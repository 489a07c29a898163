DROP TABLE anonymous_makers;
