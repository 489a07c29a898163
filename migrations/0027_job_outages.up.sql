-- What was away when a job ran: a store, the database, another server. Such attempts do not count as failures of the job.

ALTER TABLE job_queue ADD COLUMN nb_outages integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN job_queue.nb_outages IS 'Attempts in a row that something the job needs was away for; decides how long the next one waits';
