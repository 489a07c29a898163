-- Says which tasks were queued, so that those who take others need not look.
CREATE OR REPLACE FUNCTION notify_runners() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('panoramax_jobs', task::text)
  FROM (SELECT DISTINCT task FROM new_rows WHERE claimed_until IS NULL OR claimed_until <= clock_timestamp()) queued;
  RETURN NULL;
END $$;
