-- Problems of the instance that administrators are told of once, and again when they are over.

CREATE TABLE alerts (
  id varchar PRIMARY KEY,
  text varchar NOT NULL,
  since timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  is_told boolean NOT NULL DEFAULT FALSE,
  claimed_at timestamptz
);
COMMENT ON TABLE alerts IS 'Problems that last; see ALERT_WEBHOOK_URL';
COMMENT ON COLUMN alerts.id IS 'The check that found it, with the name of the machine where that matters';
COMMENT ON COLUMN alerts.claimed_at IS 'When a process last tried to tell of it';

-- Jobs that failed most often come first where they are listed.
CREATE INDEX job_queue_failures_idx ON job_queue ((-(nb_errors + nb_deaths)), ts, seq);
