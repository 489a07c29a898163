DROP INDEX job_queue_failures_idx;
DROP TABLE alerts;
