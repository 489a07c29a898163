DROP INDEX job_queue_order_idx;
ALTER TABLE job_queue DROP COLUMN nb_deaths;
CREATE INDEX job_queue_nb_errors_ts_idx ON job_queue (nb_errors, ts, seq);
