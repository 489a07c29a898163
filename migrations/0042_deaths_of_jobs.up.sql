-- Jobs whose process died while it worked on them. They are taken last, and by a process that does nothing else meanwhile.

ALTER TABLE job_queue ADD COLUMN nb_deaths integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN job_queue.nb_deaths IS 'Attempts in a row during which the process died; after some, the job fails';
DROP INDEX job_queue_nb_errors_ts_idx;
-- The order in which jobs are taken.
CREATE INDEX job_queue_order_idx ON job_queue (nb_deaths, nb_errors, ts, seq);
