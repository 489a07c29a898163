CREATE OR REPLACE FUNCTION notify_runners() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM new_rows WHERE claimed_until IS NULL OR claimed_until <= clock_timestamp()) THEN
    PERFORM pg_notify('panoramax_jobs', '');
  END IF;
  RETURN NULL;
END $$;
