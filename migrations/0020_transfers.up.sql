-- Transfers are few among the jobs of an instance: their list must not look at the others.
CREATE INDEX job_history_transfers_idx ON job_history (sequence_id) WHERE job_task = 'transfer';
