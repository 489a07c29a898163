export const JOBS = {
  "jobs.administrators_only": "You're not authorized to manage jobs",
  "jobs.not_waiting": "There is no such job, or it is running",
} as const;
