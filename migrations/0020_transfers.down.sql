DROP INDEX job_history_transfers_idx;
