ALTER TABLE job_queue DROP COLUMN nb_outages;
