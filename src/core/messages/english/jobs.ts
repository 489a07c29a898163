/** Texts of the queue of jobs, in English. */
export const JOBS = {
  "jobs.administrators_only": "You're not authorized to manage jobs",
  "jobs.not_waiting": "There is no such job, or it is running",
  "jobs.interrupted": "Interrupted by the end of the server",
  "jobs.process_died": "The server stopped {times} times while it worked on this",
  "jobs.unknown_task": "This version knows no job '{task}'",
} as const;
